import { MemoryStore } from '../../src/store/memory-store.js'
import { storeSuite } from './suite.js'

storeSuite('memory store', {
  open: () => Promise.resolve(new MemoryStore()),
  clean: () => Promise.resolve(),
  isDurable: false,
})
