"""A message that a mail program opens unsent, with its attachment (RFC 5322, and the X-Unsent line of Outlook)."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from peer_challenge.domain.errors import UserError
from peer_challenge.storage.files import write_whole

Attachment = tuple[str, bytes]
"""The name of a file and what is in it."""


def attached(path: Path) -> Attachment:
    """Return a file to send along; raises `UserError` when it cannot be read."""
    try:
        return path.name, path.read_bytes()
    except OSError as fault:
        raise UserError(f"{path.name} could not be read: {fault.strerror}. Save the file again.") from fault


def write_mail_draft(
    path: Path, to: Sequence[str], subject: str, body: str, attachment: Attachment | None = None
) -> None:
    """Write a draft as `path` (.eml), with a file in it if any; raises `UserError` when it cannot be written."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if to:
        message["To"] = ", ".join(to)
    message["Subject"] = subject
    message.set_content(body)
    if attachment is not None:
        name, content = attachment
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    write_whole(path, message.as_bytes())
