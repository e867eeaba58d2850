import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { Bucket, Client } from '../src/index.js'

const silent = () => {
  const asked: string[] = []
  const transport = memoryTransport((request) => {
    asked.push(request.url)
    return { status: 200, headers: { 'ais-version': '1' } }
  })
  return { asked, client: new Client('http://ais.test', { transport }) }
}

describe('the client', () => {
  it('makes handles without sending anything', () => {
    const { asked, client } = silent()
    const bucket = client.bucket('b', { provider: 's3' })
    expect(bucket).toBeInstanceOf(Bucket)
    expect([bucket.provider, bucket.object('o').uname]).toEqual(['aws', 'aws/@#/b/o'])
    expect(asked).toEqual([])
  })

  it('finds objects by URL', () => {
    const { client } = silent()
    const object = client.getObjectFromUrl('gs://bucket/a/b c.txt')
    expect([object.bucketName, object.bucketProvider, object.name]).toEqual(['bucket', 'gcp', 'a/b c.txt'])
    expect(client.fetchObjectByUrl('ais://b/o').uname).toBe('ais/@#/b/o')
  })

  it.each(['', 'b/o', 'ais://b', 'ais://b/', 'ht://b/o', 'ais:///o'])('refuses the URL %j', (url) => {
    expect(() => silent().client.getObjectFromUrl(url)).toThrowError(
      expect.objectContaining({ _tag: 'InvalidInput', field: 'url' }),
    )
  })

  it.each(['', 'nowhere', 'ftp://h', 'http://h/path', 'http://user:secret@h', 'http://h?x=1'])(
    'refuses the endpoint %j and keeps its secrets',
    (endpoint) => {
      const make = (): Client => new Client(endpoint)
      expect(make).toThrowError(expect.objectContaining({ _tag: 'InvalidInput', field: 'endpoint' }))
      expect(make).not.toThrowError(/secret/)
    },
  )

  it('ends its calls when it is closed', async () => {
    const { client } = silent()
    await client.bucket('b').object('o').head()
    await client.close()
    await client.close()
    await expect(client.bucket('b').object('o').head()).rejects.toMatchObject({ _tag: 'Aborted' })
  })
})
