"""Groups from rules: problem, exact solver, explanation; no database."""
