import { startEmulator } from '@ais/emulator'

const emulator = await startEmulator({ targets: 2 })
const answer = await fetch(`${emulator.endpoint}/v1/daemon?what=smap`)
const map = (await answer.json()) as { readonly tmap?: object }
if (Object.keys(map.tmap ?? {}).length !== 2) throw new Error(JSON.stringify(map))
await emulator.close()
console.log('use: ok')
