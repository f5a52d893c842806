/** Rules of linking in words for people: `customer_mentioned` → `Customer mentioned`. */
export function ruleText(rule: string): string {
  const text = rule.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
