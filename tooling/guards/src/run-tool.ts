import { spawn } from 'node:child_process'

/** Runs a command line tool and gives its output as problems when it fails. */
export const runTool = (command: string, args: readonly string[], cwd: string): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      shell: process.platform === 'win32',
      env: { ...process.env, NO_COLOR: '1' },
    })
    let output = ''
    const take = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve([])
      resolve([`${command} ${args.join(' ')} ended with ${String(code)}`, ...output.trimEnd().split('\n')])
    })
  })
