// Compares an exported model in ONNX Runtime with expected outputs: node check-export.mjs MODEL.onnx INPUT.safetensors EXPECTED.safetensors [TOLERANCE].
// INPUT has the tensor `input`; each tensor of EXPECTED whose name is an output of the model is compared. Prints the largest error relative to the
// largest magnitude expected, and fails where one is above the tolerance (1e-5).
import fs from 'node:fs';
import ort from 'onnxruntime-node';

const [path, inputPath, expectedPath, tolerance] = [...process.argv.slice(2, 5), Number(process.argv[5] ?? 1e-5)];

function read(file) {
  const bytes = fs.readFileSync(file);
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + length));
  const tensors = {};
  for (const [name, { dtype, shape, data_offsets: [begin, end] }] of Object.entries(header)) {
    if (name !== '__metadata__' && dtype === 'F32') {
      const copy = new Uint8Array(bytes.subarray(8 + length + begin, 8 + length + end)).buffer;
      tensors[name] = { shape, data: new Float32Array(copy) };
    }
  }
  return tensors;
}

const session = await ort.InferenceSession.create(path);
const { input } = read(inputPath);
const outputs = await session.run({ [session.inputNames[0]]: new ort.Tensor('float32', input.data, input.shape) });
let compared = 0;
for (const [name, { shape, data }] of Object.entries(read(expectedPath))) {
  // The maps of `forward`, where the five best classes in their order are those that were exported.
  const actual = outputs[name === 'cams_top5' ? 'cams' : name];
  if (!actual) {
    continue;
  }
  let [scale, error] = [0, actual.data.length === data.length ? 0 : Infinity];
  for (let i = 0; i < data.length; i++) {
    if (Object.is(data[i], actual.data[i])) {
      scale = Number.isFinite(data[i]) ? Math.max(scale, Math.abs(data[i])) : scale;
      continue; // Also what is infinite, or no number, on both sides.
    }
    scale = Math.max(scale, Math.abs(data[i]));
    error = Math.max(error, Math.abs(data[i] - actual.data[i]));
  }
  console.log(`${path}: ${name} [${actual.dims}] (expected [${shape}]): ${(error === 0 ? 0 : error / scale).toExponential(2)}`);
  process.exitCode = error <= tolerance * scale ? process.exitCode : 1;
  compared++;
}
if (compared === 0) {
  console.error('no output of the model is among the expected tensors');
  process.exitCode = 1;
}
