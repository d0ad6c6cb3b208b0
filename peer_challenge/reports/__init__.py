"""Views become a neutral document of blocks, and the document becomes PDF; the only ReportLab."""
