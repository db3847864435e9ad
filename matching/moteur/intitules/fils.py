"""One thread for linear algebra: on shared cores, two that wait for each other are far slower.

Measured with other programmes running: a query 3 ms on one thread, 15 ms and more on two; reading
the whole of ROME 25 s instead of 80.
"""

from contextlib import AbstractContextManager
from typing import Any

from threadpoolctl import ThreadpoolController

_CONTROLE = ThreadpoolController()


def un_seul_fil() -> AbstractContextManager[Any]:
    """Inside, BLAS and OpenMP use one thread; outside, whatever they used before.

    >>> with un_seul_fil():
    ...     1 + 1
    2
    """
    return _CONTROLE.limit(limits=1)
