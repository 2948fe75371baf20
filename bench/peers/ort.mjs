// Times ONNX Runtime on one model: node ort.mjs MODEL.onnx THREADS SECONDS, one line of JSON as `ilgpucam bench --json -` prints it.
import ort from 'onnxruntime-node';

const [path, threads, seconds] = [process.argv[2], Number(process.argv[3] ?? 1), Number(process.argv[4] ?? 3)];
const session = await ort.InferenceSession.create(path, {
  intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all',
});
const feeds = {};
for (const meta of session.inputMetadata) {
  const shape = meta.shape.map((d, i) => (typeof d === 'number' && d > 0 ? d : i === 0 ? 1 : 224));
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = state / 2 ** 31 - 1;
  }
  feeds[meta.name] = new ort.Tensor('float32', data, shape);
}

async function time(atLeast, runs) {
  const times = [];
  for (const start = process.hrtime.bigint(); Number(process.hrtime.bigint() - start) < atLeast * 1e9 || times.length < runs;) {
    const before = process.hrtime.bigint();
    await session.run(feeds);
    times.push(Number(process.hrtime.bigint() - before) / 1e6);
  }
  return times.sort((a, b) => a - b);
}

await time(1, 1);
const times = await time(seconds, 20);
const median = (times[(times.length - 1) >> 1] + times[times.length >> 1]) / 2;
console.log(JSON.stringify({ model: path, device: 'onnxruntime cpu', threads, batch: 1, median_ms: median, min_ms: times[0], runs: times.length }));
