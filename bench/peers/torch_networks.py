#!/usr/bin/env python3
"""Exports torchvision's CNNs with seeded weights, and what PyTorch gives for them: torch_networks.py FOLDER [--calibrated] [NAME...]. Debian's python3-torch and python3-torchvision.

Writes NAME.onnx (opset 13), NAME.opset17.onnx and NAME.plain.onnx (constants not folded, batch norms apart, the batch's size open), and NAME.safetensors for two inputs:
input, logits, class (the largest logit), gradient (of that logit at the input), gradcam (raw, at the map before global pooling); under float64.* the same computed in
double precision. Prints how far float32 is from float64 by the measures of the tests, which read the folder named by ILGPUCAM_TORCH_NETWORKS.

Convolutions and layers are filled as He et al. 2015 have it. One gate of a late layer that rounding flips moves the gradient by about 1e-2, so inputs are drawn again until PyTorch's two
precisions agree. With --calibrated, and for EfficientNetV2 always (it has no gates to flip, and float32 loses its logits otherwise), the batch norms get the statistics of random batches, after
which float32 rarely agrees with float64 where there are gates."""
import copy
import json
import os
import struct
import sys
import warnings

import torch
import torchvision

# The module whose output is the map before global pooling.
MAPS = {
    "shufflenet_v2_x1_0": "conv5", "inception_v3": "Mixed_7c", "regnet_y_400mf": "trunk_output", "resnext50_32x4d": "layer4", "mnasnet1_0": "layers",
    "convnext_tiny": "features", "mobilenet_v3_small": "features", "efficientnet_v2_s": "features", "regnet_x_400mf": "trunk_output", "wide_resnet50_2": "layer4",
}


def photos(count, side):
    """Coarse and fine noise, about as strong as a normalised photo."""
    coarse = torch.nn.functional.interpolate(torch.randn(count, 3, side // 16, side // 16), size=(side, side), mode="bilinear", align_corners=False)
    return coarse + 0.3 * torch.randn(count, 3, side, side)


def build(name, side, is_calibrated):
    options = {"aux_logits": True, "init_weights": False} if name == "inception_v3" else {}
    model = getattr(torchvision.models, name)(**options).eval()
    norms = [part for part in model.modules() if isinstance(part, torch.nn.BatchNorm2d)]
    for part in model.modules():
        if isinstance(part, (torch.nn.Conv2d, torch.nn.Linear)):
            bound = (6 / part.weight[0].numel()) ** 0.5
            torch.nn.init.uniform_(part.weight, -bound, bound)
        elif isinstance(part, (torch.nn.BatchNorm2d, torch.nn.LayerNorm)):
            torch.nn.init.uniform_(part.weight, 0.75, 1.25)
        if getattr(part, "bias", None) is not None:
            torch.nn.init.uniform_(part.bias, -0.1, 0.1)
        if hasattr(part, "layer_scale"):
            torch.nn.init.uniform_(part.layer_scale, 0.2, 0.6)
    if is_calibrated:
        for part in norms:
            part.momentum = None  # The mean over all batches.
            part.train()
        with torch.no_grad():
            for _ in range(3):
                model(photos(8, side))
    return model.eval()


def explain(model, maps, photo, classes=None):
    """The logits, the largest one's class, its gradient at the input, and Grad-CAM before ReLU."""
    photo = photo.clone().requires_grad_()
    kept = []
    hook = model.get_submodule(maps).register_forward_hook(lambda module, inputs, output: kept.append(output))
    logits = model(photo)
    hook.remove()
    classes = logits.argmax(1) if classes is None else classes
    gradient, weights = torch.autograd.grad(logits.gather(1, classes[:, None]).sum(), [photo, kept[0]])
    cam = (weights.mean((2, 3), keepdim=True) * kept[0]).sum(1)
    return {"logits": logits.detach(), "class": classes, "gradient": gradient, "gradcam": cam.detach()}


def write(path, tensors):
    """A safetensors file: the header's length, the header, the bytes."""
    header, offset, blocks = {}, 0, []
    for name, tensor in tensors.items():
        values = tensor.numpy().astype("<i8" if tensor.dtype == torch.int64 else "<f4").tobytes()
        header[name] = {"dtype": "I64" if tensor.dtype == torch.int64 else "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(values)]}
        offset += len(values)
        blocks.append(values)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blocks))


def errors(single, double, image):
    """Of logits, the gradient's means over 8x8 blocks, its root mean square, and Grad-CAM."""
    def largest(key):
        return ((single[key][image] - double[key][image]).abs().max() / double[key][image].abs().max()).item()

    a, b = (result["gradient"][image].double() for result in (single, double))
    blocks = [torch.nn.functional.avg_pool2d(values, 8) for values in (a, b)]
    return largest("logits"), ((blocks[0] - blocks[1]).norm() / blocks[1].norm()).item(), (a.norm() / b.norm()).item() - 1, largest("gradcam")


def settled(model, exact, maps, side):
    """An input at which no gate that matters flips between the precisions; the best of some draws."""
    best = None
    for _ in range(6):
        photo = photos(1, side)
        single = explain(model, maps, photo)
        error = errors(single, explain(exact, maps, photo.double(), single["class"]), 0)[1]
        if best is None or error < best[0]:
            best = error, photo
        if error < 1e-3:
            break
    return best[1]


def main():
    folder, names = sys.argv[1], [name for name in sys.argv[2:] if name in MAPS] or list(MAPS)
    os.makedirs(folder, exist_ok=True)
    warnings.filterwarnings("ignore")
    for name in names:
        torch.manual_seed(list(MAPS).index(name))
        side = 299 if name == "inception_v3" else 224
        model = build(name, side, "--calibrated" in sys.argv or name == "efficientnet_v2_s")
        exact = copy.deepcopy(model).double()
        photo = torch.cat([settled(model, exact, MAPS[name], side) for _ in range(2)])
        single = explain(model, MAPS[name], photo)
        double = explain(exact, MAPS[name], photo.double(), single["class"])
        for i in range(2):
            print("{}[{}]: class {}, float32 from float64: logits {:.1e}, gradient's blocks {:.1e}, rms {:+.1e}, Grad-CAM {:.1e}".format(
                name, i, single["class"][i], *errors(single, double, i)), flush=True)
        write(os.path.join(folder, f"{name}.safetensors"), {"input": photo, **single, **{f"float64.{k}": v for k, v in double.items() if k != "class"}})
        for suffix, options in {
            "": {"opset_version": 13},
            ".opset17": {"opset_version": 17},
            ".plain": {"opset_version": 13, "do_constant_folding": False, "training": torch.onnx.TrainingMode.PRESERVE, "dynamic_axes": {"input": {0: "batch"}}},
        }.items():
            torch.onnx.export(model, photo[:1], os.path.join(folder, f"{name}{suffix}.onnx"), input_names=["input"], output_names=["logits"], **options)


main()
