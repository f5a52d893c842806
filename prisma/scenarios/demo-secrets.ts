import { createHmac } from 'node:crypto'

/** Secrets of the demo: the same at every start of one installation, different between installations. */
export type DemoSecrets = {
  /** Of every user of the demo. */
  password: string
  retellApiKey: string
  ringcentralVerificationToken: string
  apiKey(slug: string): string
  exotelSecret(slug: string): string
}

export function createDemoSecrets(seed: string): DemoSecrets {
  const derive = (purpose: string) => createHmac('sha256', seed).update(purpose).digest('base64url')
  return {
    password: `demo-${derive('password')
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 12)}`,
    retellApiKey: `key_${derive('retell')}`,
    ringcentralVerificationToken: derive('ringcentral'),
    apiKey: (slug) => `vd_${derive(`api key of ${slug}`)}`,
    exotelSecret: (slug) => derive(`exotel secret of ${slug}`),
  }
}

/** @returns what a person of the demo signs in with */
export function demoEmail(slug: string, role: 'OWNER' | 'ADMIN' | 'MEMBER'): string {
  return `${role.toLowerCase()}@${slug}.example`
}
