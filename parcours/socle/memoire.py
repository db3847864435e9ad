"""Keeping the garbage collector out of the pages.

A web process holds some hundred and forty thousand objects that live as long as it does (Django
and the apps). Walking them all in a full collection takes 80 to 200 ms, which some unlucky page
pays (docs/performance.md): once loaded they are set aside.
"""

import gc


def figer() -> None:
    """Set every object alive now aside from the collector; call it after a long-lived load."""
    gc.collect()
    gc.freeze()
