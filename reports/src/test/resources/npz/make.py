"""Writes the fixtures of NpzFileTest with NumPy itself: the same numbers in all common forms.

Run: python3 make.py   (NumPy 1.24 wrote the committed files)
"""
import io
import os
import zipfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
W1 = np.array([[1.5, -2.25, 0.1], [3.0, 1e-300, -7.0]])
W2 = np.array([[0.5, 4.0]])
X = np.arange(12, dtype=float).reshape(4, 3) / 8 - 0.5
y = np.array([1.0, -1.0, 2.0, 0.5])


def save(name, convert=lambda a: a, compressed=False):
    arrays = {k: convert(v) for k, v in dict(W1=W1, W2=W2, X=X, y=y).items()}
    (np.savez_compressed if compressed else np.savez)(os.path.join(HERE, name), **arrays)


save("c-order.npz")
save("fortran-order.npz", np.asfortranarray)
save("big-endian.npz", lambda a: a.astype(">f8"))
save("big-endian-fortran-compressed.npz", lambda a: np.asfortranarray(a.astype(">f8")), True)
save("float32.npz", lambda a: a.astype("float32"))
save("big-endian-float32.npz", lambda a: a.astype(">f4"))
save("compressed.npz", compressed=True)
save("objects.npz", lambda a: a.astype(object))
save("float16.npz", lambda a: a.astype("float16"))
save("complex.npz", lambda a: a.astype("complex128"))
np.savez(os.path.join(HERE, "integers.npz"), **{
    t: np.array([[1, 2, 3], [4, 5, 100]], dtype=t)
    for t in ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]})
for version in [(1, 0), (2, 0), (3, 0)]:
    with zipfile.ZipFile(os.path.join(HERE, "version-%d.npz" % version[0]), "w") as z:
        for k, v in dict(W1=W1, W2=W2, X=X, y=y).items():
            out = io.BytesIO()
            np.lib.format.write_array(out, v, version=version)
            with z.open(k + ".npy", "w", force_zip64=True) as f:
                f.write(out.getvalue())
