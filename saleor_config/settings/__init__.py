"""Django settings of the shop.

Saleor's own settings module is not imported: it pulls in packages we leave out
and defaults to an open shop. What Saleor reads from settings is in `engine`.
Shims for names that Django dropped must be in place before any Saleor module is
imported, and settings are what every process imports first.
"""

# ruff: noqa: F403, E402
from saleor_config import compat, hardening

compat.prepare_imports()
hardening.prepare_imports()

from .console import *
from .django_core import *
from .engine import *
from .infrastructure import *
from .observability import *
from .stripe import *
from .wechat import *
