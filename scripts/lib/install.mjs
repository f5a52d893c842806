import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { endWithUs } from './end-with-us.mjs'
import { PlainError } from './plain-error.mjs'

const INSTALL_NEEDS_BYTES = 3_000_000_000
const BUILD_NEEDS_BYTES = 400_000_000
const RUN_NEEDS_BYTES = 150_000_000

/** What the web build is made from: only these files can change it. */
const BUILD_FOLDERS = ['app', 'components', 'server', 'public']
const BUILD_FILES = ['proxy.ts', 'instrumentation.ts', 'next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json']

/** A full disk breaks a database in worse ways than not starting. */
export function requireSpace(root, dataDir) {
  check(root, isInstalled(root) ? RUN_NEEDS_BYTES : INSTALL_NEEDS_BYTES)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  check(dataDir, RUN_NEEDS_BYTES)
}

function check(folder, neededBytes) {
  const { bavail, bsize } = statfsSync(folder)
  const freeMegabytes = Math.floor((bavail * bsize) / 1_000_000)
  if (freeMegabytes * 1_000_000 >= neededBytes) return
  throw new PlainError(`The disk is full: ${folder} has ${freeMegabytes} MB left and needs ${Math.ceil(neededBytes / 1_000_000)} MB.`)
}

const lockHash = (root) => sha256(readFileSync(join(root, 'package-lock.json')))
const installStamp = (root) => join(root, 'node_modules', '.voicedesk-lock-hash')

export function isInstalled(root) {
  const stamp = installStamp(root)
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash(root)
  return matchesLock(root)
}

/** npm's own record of what it put into node_modules, for folders somebody filled with `npm install`. */
function matchesLock(root) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages ?? {}
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages ?? {}
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.peer || installed[path]?.version === entry.version,
  )
}

/** @returns whether anything had to be installed */
export async function install(root) {
  if (!isInstalled(root)) {
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
    const env = {
      // The package's script would fetch GPU libraries from elsewhere; the CPU ones are in the package.
      ONNXRUNTIME_NODE_INSTALL: 'skip',
      npm_config_engine_strict: 'false',
      // With `production` npm would leave out what builds and checks.
      NODE_ENV: 'development',
    }
    const command = [...npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
    // npm takes the first request to end as one to undo its work, for minutes; the next start undoes it anyway.
    await run(root, 'Installing the packages failed', command, env, 'SIGKILL')
    writeFileSync(installStamp(root), lockHash(root))
    return true
  }
  writeFileSync(installStamp(root), lockHash(root))
  return false
}

export async function generate(root) {
  const { generateClient } = await import(pathToFileURL(join(root, 'scripts/generate.mjs')).href)
  return generateClient()
}

/** Builds the web application unless it was built from these very files. */
export async function build(root, env) {
  const hash = hashSources(root, env)
  const stamp = join(root, '.next', 'voicedesk-source-hash')
  if (existsSync(stamp) && existsSync(join(root, '.next', 'BUILD_ID')) && readFileSync(stamp, 'utf8') === hash) return false
  check(root, BUILD_NEEDS_BYTES)
  rmSync(stamp, { force: true })
  await run(root, 'Building the web application failed', [process.execPath, join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    ...env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  writeFileSync(stamp, hash)
  return true
}

function hashSources(root, env) {
  const hash = createHash('sha256')
  for (const file of BUILD_FILES.filter((name) => existsSync(join(root, name)))) hash.update(file).update(readFileSync(join(root, file)))
  for (const folder of BUILD_FOLDERS.filter((name) => existsSync(join(root, name)))) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .filter((path) => !path.includes('/db/generated/'))
      .sort()
    for (const path of files) hash.update(path.slice(root.length)).update(readFileSync(path))
  }
  hash.update(readFileSync(join(root, 'prisma/schema.prisma')))
  for (const name of Object.keys(env)
    .filter((key) => key.startsWith('NEXT_PUBLIC_'))
    .sort())
    hash.update(`${name}=${env[name]}`)
  return hash.digest('hex')
}

function run(root, whatFailed, [command, ...args], env, signal) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    endWithUs(child, signal)
    let output = ''
    const keep = (chunk) => {
      output = `${output}${chunk}`.slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => fail(new PlainError(`${whatFailed}: ${error.message}.`)))
    child.once('close', (code) => {
      if (code === 0) return done()
      if (/ENOSPC|No space left on device/.test(output)) return fail(new PlainError(`${whatFailed}: the disk is full.`))
      fail(new PlainError(`${output.trim()}\n\n${whatFailed}.`))
    })
  })
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex')
}
