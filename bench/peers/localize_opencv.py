#!/usr/bin/env python3
"""Times OpenCV from features to the box of one class on one thread: localize_opencv.py [CHANNELS SIDE WIDTH HEIGHT]. Debian's python3-opencv and python3-numpy."""
import sys
import time

import cv2
import numpy as np

channels, side, width, height = (int(a) for a in sys.argv[1:5]) if len(sys.argv) > 4 else (1280, 7, 500, 375)
cv2.setNumThreads(1)
random = np.random.default_rng(3)
y, x = np.mgrid[:side, :side] - side / 2
features = random.random((channels, side * side), dtype=np.float32) * np.exp(-(x * x + y * y) / side).astype(np.float32).ravel()
weights = random.random(channels, dtype=np.float32)


def locate():
    map = (weights @ features).reshape(side, side)
    full = cv2.resize(map, (width, height), interpolation=cv2.INTER_LINEAR)
    mask = (full >= 0.2 * full.max()).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return stats[1 + stats[1:, cv2.CC_STAT_AREA].argmax()]


for _ in range(50):
    locate()
times = []
for _ in range(1000):
    start = time.perf_counter()
    locate()
    times.append(time.perf_counter() - start)
print(f"OpenCV {cv2.__version__}, {channels}x{side}x{side} to {width}x{height}: median {1e6 * sorted(times)[len(times) // 2]:.1f} us")
