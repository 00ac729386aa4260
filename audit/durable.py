"""Making sure that what was written is on the disk, and stays there when the power goes."""

import os


def force(folder) -> None:
    """See to it that what a folder lists is on the disk: a file’s own bytes are forced by whoever wrote them."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
