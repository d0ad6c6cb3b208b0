"""Works on a round file and says on its output what the program would have promised; run under a tracer of calls.

python -m tests.rigs.writer FILE NOTES [--default-settings] [--backups]
"""

import json
import os
import sys
from pathlib import Path
from random import Random

from peer_challenge.domain import records as r
from peer_challenge.storage import connection
from peer_challenge.storage.backups import BackupReason, back_up_if_changed
from peer_challenge.storage.opening import open_store
from tests.rigs.scenes import type_a_note


def say(**line: object) -> None:
    """Promise something: by one call, so that the trace shows when."""
    os.write(1, json.dumps(line).encode() + b"\n")


def main() -> None:
    """Type and save the notes, with a backup after each third where wanted."""
    path, count = Path(sys.argv[1]), int(sys.argv[2])
    if "--default-settings" in sys.argv:
        connection._SETTINGS.update(journal_mode="delete", synchronous=2)
    chance = Random(7)
    store = open_store(path)
    session, challenge = store.find(r.Session)[0].id, store.find(r.Challenge)[0].id
    say(ready=True)
    for number in range(count):
        type_a_note(store, session, challenge, say, chance)
        if "--backups" in sys.argv and number % 3 == 2:
            say(backup=str(back_up_if_changed(path, why=BackupReason.EDITING)))
    os._exit(0)  # as if the power went: nothing is closed or tidied


if __name__ == "__main__":
    main()
