"""What a person can do, a module a noun: each function asks (returns a view) or acts (returns a ChangeSet)."""
