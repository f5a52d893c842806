/**
 * The part of CEL that function options use: paths (`event.data.tenantId`, `event.data["id"]`), literals, lists, `== != < <= > >=`,
 * `in`, `+`, `!`, `&&`, `||` and parentheses. A path that leads nowhere equals nothing but null, so that two missing
 * values never match each other.
 */
export type Expression = (scope: Record<string, unknown>) => unknown

/** @throws Error that quotes the expression and the place it could not be read */
export function compileExpression(text: string): Expression {
  const tokens = tokenize(text)
  let position = 0
  const peek = () => tokens[position]?.text
  const isOperator = (...operators: string[]) => tokens[position]?.kind === 'operator' && operators.includes(peek() ?? '')

  function fail(): never {
    throw new Error(`Cannot read the expression "${text}" at ${peek() === undefined ? 'its end' : `"${peek()}"`}`)
  }

  function take(...operators: string[]): string {
    if (!isOperator(...operators)) fail()
    return tokens[position++]?.text ?? ''
  }

  /** Operators of one precedence, from the left. */
  function chain(
    operators: string[],
    next: () => Expression,
    apply: (operator: string, left: Expression, right: Expression) => Expression,
  ): Expression {
    let left = next()
    while (isOperator(...operators)) left = apply(take(...operators), left, next())
    return left
  }

  const or = (): Expression => chain(['||'], and, (_, left, right) => (scope) => isTrue(left(scope)) || isTrue(right(scope)))
  const and = (): Expression => chain(['&&'], relation, (_, left, right) => (scope) => isTrue(left(scope)) && isTrue(right(scope)))
  const relation = (): Expression =>
    chain(['==', '!=', '<', '<=', '>', '>=', 'in'], sum, (operator, left, right) => (scope) => compare(operator, left(scope), right(scope)))
  const sum = (): Expression => chain(['+'], unary, (_, left, right) => (scope) => add(left(scope), right(scope)))

  function unary(): Expression {
    if (isOperator('!')) {
      take('!')
      const operand = unary()
      return (scope) => !isTrue(operand(scope))
    }
    if (isOperator('-')) {
      take('-')
      const operand = unary()
      return (scope) => -Number(operand(scope))
    }
    return path()
  }

  function path(): Expression {
    let value = primary()
    while (isOperator('.', '[')) {
      const owner = value
      if (take('.', '[') === '.') {
        const name = tokens[position]
        if (name?.kind !== 'name') fail()
        position += 1
        value = (scope) => property(owner(scope), name.text)
      } else {
        const key = or()
        take(']')
        value = (scope) => property(owner(scope), key(scope))
      }
    }
    return value
  }

  function primary(): Expression {
    const token = tokens[position]
    if (!token) fail()
    if (isOperator('(')) {
      take('(')
      const inner = or()
      take(')')
      return inner
    }
    if (isOperator('[')) return list()
    if (token.kind === 'operator') fail()
    position += 1
    if (token.kind === 'literal') return () => token.value
    return (scope) => (Object.hasOwn(scope, token.text) ? scope[token.text] : undefined)
  }

  function list(): Expression {
    take('[')
    const items: Expression[] = []
    while (!isOperator(']')) {
      items.push(or())
      if (!isOperator(']')) take(',')
    }
    take(']')
    return (scope) => items.map((item) => item(scope))
  }

  const expression = or()
  if (position < tokens.length) fail()
  return expression
}

type Token = { kind: 'name' | 'operator'; text: string } | { kind: 'literal'; text: string; value: unknown }

const KEYWORDS: Record<string, unknown> = { true: true, false: false, null: null }
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[<>!+\-.()[\],]))/y

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let index = 0
  const end = text.trimEnd().length
  while (index < end) {
    TOKEN.lastIndex = index
    const found = TOKEN.exec(text)
    if (!found) throw new Error(`Cannot read the expression "${text}" at "${text.slice(index)}"`)
    tokens.push(toToken(found))
    index = TOKEN.lastIndex
  }
  return tokens
}

function toToken([, number, quoted, word, operator]: RegExpExecArray): Token {
  if (number !== undefined) return { kind: 'literal', text: number, value: Number(number) }
  if (quoted !== undefined) return { kind: 'literal', text: quoted, value: quoted.slice(1, -1).replace(/\\(.)/g, '$1') }
  if (word === 'in') return { kind: 'operator', text: word }
  if (word !== undefined && Object.hasOwn(KEYWORDS, word)) return { kind: 'literal', text: word, value: KEYWORDS[word] }
  if (word !== undefined) return { kind: 'name', text: word }
  return { kind: 'operator', text: operator ?? '' }
}

/** As CEL does, nothing but true is true. */
function isTrue(value: unknown): boolean {
  return value === true
}

function property(owner: unknown, key: unknown): unknown {
  if (owner === null || typeof owner !== 'object') return undefined
  return Object.hasOwn(owner, String(key)) ? (owner as Record<string, unknown>)[String(key)] : undefined
}

function add(left: unknown, right: unknown): unknown {
  if (typeof left === 'number' && typeof right === 'number') return left + right
  return `${left ?? ''}${right ?? ''}`
}

function compare(operator: string, left: unknown, right: unknown): boolean {
  if (operator === 'in') return Array.isArray(right) && right.some((item) => isEqual(left, item))
  if (operator === '==') return isEqual(left, right)
  if (operator === '!=') return !isEqual(left, right)
  const isComparable = (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string')
  if (!isComparable) return false
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}

function isEqual(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return left === null || right === null
  if (typeof left === 'object' && typeof right === 'object') return JSON.stringify(left) === JSON.stringify(right)
  return left === right
}
