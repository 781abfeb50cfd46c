"""Everything other capabilities may use of fapiao."""

from plugins.fapiao.selectors import FapiaoEntry, entry_of, fapiao_of_buyer, fapiao_requests
from plugins.fapiao.states import FapiaoState

__all__ = ["FapiaoEntry", "FapiaoState", "entry_of", "fapiao_of_buyer", "fapiao_requests"]
