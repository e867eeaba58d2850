import { connect, isAisError } from '@ais/core'
import { Job } from '@ais/jobs'

const job = new Job(connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } }), { jobId: 'j' })
try {
  console.log((await job.wait({ timeoutMs: 1000 })).success)
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
console.log('use: ok')
