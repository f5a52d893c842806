import ipaddr from 'ipaddr.js'

/**
 * Whether an IP address belongs to the public internet. Everything else is refused: private, loopback, link-local, carrier-grade
 * NAT, multicast, reserved, and whatever wraps an IPv4 address in IPv6 around one of those.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.kind() === 'ipv4') return parsed.range() === 'unicast'
  const v6 = parsed as ipaddr.IPv6
  if (v6.isIPv4MappedAddress()) return isPublicAddress(v6.toIPv4Address().toString())
  // Only the global unicast block: translation prefixes (64:ff9b::, 2002::, 2001::) carry IPv4 addresses of any kind.
  return v6.range() === 'unicast' && GLOBAL_UNICAST.some((block) => v6.match(block)) && !EMBEDDING.some((block) => v6.match(block))
}

const GLOBAL_UNICAST = [ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]]
const EMBEDDING = ['2001::/32', '2002::/16', '2001:db8::/32', '3fff::/20'].map((block) => ipaddr.parseCIDR(block) as [ipaddr.IPv6, number])
