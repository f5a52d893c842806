import {
  ArrowRightLeft,
  CalendarDays,
  ChartNoAxesColumn,
  Contact,
  Hash,
  Headset,
  House,
  ListChecks,
  type LucideIcon,
  Phone,
  Settings,
  TextSearch,
} from 'lucide-react'
import type { Action } from '@/server/domain/access/can'

export type Destination = { path: string; label: string; icon: LucideIcon; action: Action; keys: string }

/** In the order people need them; `keys` after `g`. */
export const DESTINATIONS: Destination[] = [
  { path: '', label: 'Overview', icon: House, action: 'tenant.read', keys: 'o' },
  { path: '/calls', label: 'Calls', icon: Phone, action: 'calls.read', keys: 'c' },
  { path: '/review', label: 'Review', icon: ListChecks, action: 'calls.read', keys: 'r' },
  { path: '/contacts', label: 'Contacts', icon: Contact, action: 'contacts.read', keys: 'p' },
  { path: '/bookings', label: 'Bookings', icon: CalendarDays, action: 'bookings.read', keys: 'b' },
  { path: '/search', label: 'Search', icon: TextSearch, action: 'calls.read', keys: 'f' },
  { path: '/agents', label: 'Agents', icon: Headset, action: 'agents.read', keys: 'a' },
  { path: '/mappings', label: 'Mappings', icon: ArrowRightLeft, action: 'mappings.read', keys: 'm' },
  { path: '/numbers', label: 'Phone numbers', icon: Hash, action: 'agents.read', keys: 'n' },
  { path: '/analytics', label: 'Analytics', icon: ChartNoAxesColumn, action: 'analytics.read', keys: 'y' },
  { path: '/settings', label: 'Settings', icon: Settings, action: 'tenant.read', keys: 's' },
]

/** Whether `pathname` is at or below a destination of the tenant at `base`. */
export function isAt(pathname: string, base: string, destination: Destination): boolean {
  const target = base + destination.path
  return destination.path === '' ? pathname === target : pathname === target || pathname.startsWith(`${target}/`)
}
