"""The window: Qt pages over the services; no SQL and no ReportLab."""
