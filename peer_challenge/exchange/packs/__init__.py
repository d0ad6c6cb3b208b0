"""Files to send: written so that they can be checked whole, read so that nothing in them is believed unchecked."""
