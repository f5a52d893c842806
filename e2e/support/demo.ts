import { execFileSync } from 'node:child_process'
import { expect, type Page } from '@playwright/test'

type DemoUser = { email: string; password: string; role: 'OWNER' | 'ADMIN' | 'MEMBER' }
export type DemoTenant = { slug: string; name: string; users: DemoUser[] }

let tenants: DemoTenant[] | null = null

/** A demo tenant of the product under test. */
export function demoTenant(slug: string): DemoTenant {
  tenants ??= (
    JSON.parse(
      execFileSync('npm', ['run', '--silent', 'demo:info', '--', '--json'], {
        encoding: 'utf8',
        env: { ...process.env, DATA_DIR: '.data/e2e' },
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    ) as { tenants: DemoTenant[] }
  ).tenants
  const found = tenants.find((tenant) => tenant.slug === slug)
  if (!found) throw new Error(`The demo has no tenant ${slug}`)
  return found
}

/** Signs in through the page as somebody of that role. */
export async function signIn(page: Page, tenant: DemoTenant, role: DemoUser['role']): Promise<void> {
  const user = tenant.users.find((each) => each.role === role)
  if (!user) throw new Error(`${tenant.slug} has no ${role}`)
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(user.email)
  await page.getByLabel('Password', { exact: true }).fill(user.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/${tenant.slug}$`))
}
