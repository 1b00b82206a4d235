"""Where a request comes from, as its budget sees it: one IPv4 address or one IPv6 /64."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings

UNKNOWN = "unknown"


def network_of(address: str) -> str:
    """The network whose budget an address shares; what is no address shares one budget with its like.

    A network written this way is read to itself.
    """
    parsed = _parse(address)
    if parsed is None:
        return UNKNOWN
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def is_trusted(address: str) -> bool:
    """Whether the operator lists the address in TRUSTED_NETWORKS (schools, libraries, offices)."""
    parsed = _parse(address)
    return parsed is not None and any(parsed in network for network in settings.TRUSTED_NETWORKS)


def _parse(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address.partition("/")[0].strip())
    except ValueError:
        return None
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        return parsed.ipv4_mapped
    return parsed
