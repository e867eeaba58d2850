import { connect } from '@ais/core'
import { Cluster } from '@ais/cluster'

const cluster = new Cluster(connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } }))
if (await cluster.isReady()) throw new Error('ready without a cluster')
console.log('use: ok')
