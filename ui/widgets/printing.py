"""The pages of a PDF on paper."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

_MOST_DOTS_AN_INCH = 300


def print_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Put every page on paper, as large as the paper allows."""
    fineness = min(1.0, _MOST_DOTS_AN_INCH / printer.resolution())  # finer pictures take hundreds of MB
    painter = QPainter(printer)
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        paper = printer.pageRect(QPrinter.Unit.DevicePixel).size().toSize()
        size = document.pagePointSize(page).scaled(paper, Qt.AspectRatioMode.KeepAspectRatio).toSize()
        painter.drawImage(QRect(QPoint(), size), document.render(page, size * fineness))
    painter.end()
