import type { Plan } from '@/server/domain/tenants/tenant-view'

export const PLANS: Record<Plan, string> = { STARTER: 'Starter', PROFESSIONAL: 'Professional', ENTERPRISE: 'Enterprise' }
