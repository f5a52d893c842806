/** Slow, salted hashes of passwords. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** Takes equally long whatever `hash` is: null stands for nobody's password and never matches. */
  verify(hash: string | null, password: string): Promise<boolean>
}
