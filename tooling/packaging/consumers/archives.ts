import { createTarWriter, readArchive } from '@ais/archives'

const tar = createTarWriter()
const written = tar.add({ path: 'a', sizeBytes: 2 }, [Buffer.from('ab')])
tar.end()
const paths: string[] = []
for await (const { path } of readArchive(tar.content, '.tar', { operation: 'use' })) paths.push(path)
await written
if (paths.join() !== 'a') throw new Error(paths.join())
console.log('use: ok')
