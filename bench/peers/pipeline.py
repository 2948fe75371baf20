#!/usr/bin/env python3
"""Times libjpeg-turbo's decoder, and OpenCV's resize to the network's input and its way from a map to a box, on one thread: pipeline.py FOLDER [SIDE]; prints the sum a photo in ms.
Debian's libturbojpeg0, python3-opencv and python3-numpy."""
import ctypes
import glob
import os
import sys
import time

import cv2
import numpy as np

folder, side = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 224
cv2.setNumThreads(1)
turbo = ctypes.CDLL("libturbojpeg.so.0")
turbo.tjInitDecompress.restype = ctypes.c_void_p
handle = ctypes.c_void_p(turbo.tjInitDecompress())
random = np.random.default_rng(3)
y, x = np.mgrid[:7, :7] - 3
features = random.random((1280, 49), dtype=np.float32) * np.exp(-(x * x + y * y) / 7).astype(np.float32).ravel()
weights = random.random(1280, dtype=np.float32)


def decode(data):
    w, h, sampling, space = (ctypes.c_int() for _ in range(4))
    turbo.tjDecompressHeader3(handle, data, ctypes.c_ulong(len(data)), *(ctypes.byref(v) for v in (w, h, sampling, space)))
    pixels = np.empty((h.value, w.value, 3), np.uint8)
    turbo.tjDecompress2(handle, data, ctypes.c_ulong(len(data)), pixels.ctypes.data_as(ctypes.c_void_p), w.value, 0, h.value, 0, 0)
    return pixels


def prepare(pixels):
    small = cv2.resize(pixels, (side, side), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(((small.astype(np.float32) - 127) / 128).transpose(2, 0, 1))


def locate(width, height):
    full = cv2.resize((weights @ features).reshape(7, 7), (width, height), interpolation=cv2.INTER_LINEAR)
    _, _, stats, _ = cv2.connectedComponentsWithStats((full >= 0.2 * full.max()).astype(np.uint8), connectivity=8)
    return stats[1 + stats[1:, cv2.CC_STAT_AREA].argmax()]


def median(call):
    times = []
    for _ in range(9):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return 1000 * sorted(times)[4]


parts = np.zeros(3)
files = sorted(f for f in glob.glob(os.path.join(folder, "**", "*"), recursive=True) if f.lower().endswith((".jpg", ".jpeg")))
for file in files:
    with open(file, "rb") as f:
        data = f.read()
    pixels = decode(data)
    height, width = pixels.shape[:2]
    parts += [median(lambda: decode(data)), median(lambda: prepare(pixels)), median(lambda: locate(width, height))]
parts /= len(files)
print(f"decode {parts[0]:.3f} prepare {parts[1]:.3f} locate {parts[2]:.3f}", file=sys.stderr)
print(f"{parts.sum():.3f}")
