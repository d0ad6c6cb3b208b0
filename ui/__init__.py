"""The window: Qt pages over the services; no SQL and no ReportLab."""

from ui.constants import keep_constants_alive

keep_constants_alive()
