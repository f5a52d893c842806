/** Says who it is and would stay for ever. */
console.log(JSON.stringify({ pid: process.pid }))
setInterval(() => {}, 60_000)
