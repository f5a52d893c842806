/** The only source of the present moment outside server/domain, where `now` is an argument. */
export interface Clock {
  now(): Date
}
