/** The floor: a plain WebSocket server that parses each Exotel frame and sends its audio back. Nothing can do less. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
server.on('connection', (socket) => {
  let streamSid = ''
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { event: string; stream_sid?: string; media?: { payload: string } }
    if (message.event === 'start') streamSid = message.stream_sid ?? ''
    if (message.event !== 'media' || !message.media) return
    const pcm = Buffer.from(message.media.payload, 'base64')
    socket.send(JSON.stringify({ event: 'media', stream_sid: streamSid, media: { payload: pcm.toString('base64') } }))
  })
})
http.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}` })))
process.on('SIGTERM', () => process.exit(0))
