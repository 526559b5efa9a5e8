/*
 * 迎检资料包核对程序: runs in the verify.html of a pack, opened from disk, without network or server, also in old browsers
 * (hence no modern syntax). SHA-256 is computed here because browsers offer none to pages opened from disk.
 */
var ZhengceVerifier = (function () {
  var K = [];
  var START = [];
  (function () {
    // Fractional parts of the roots of the first primes, as FIPS 180-4 defines the constants.
    var composite = {};
    for (var candidate = 2, n = 0; n < 64; candidate++) {
      if (composite[candidate]) continue;
      for (var multiple = candidate * candidate; multiple < 320; multiple += candidate) {
        composite[multiple] = true;
      }
      if (n < 8) START[n] = (fraction(Math.sqrt(candidate)) * 4294967296) | 0;
      K[n] = (fraction(Math.pow(candidate, 1 / 3)) * 4294967296) | 0;
      n++;
    }
  })();
  function fraction(value) {
    return value - Math.floor(value);
  }

  /** Takes bytes piece by piece: files may be larger than memory. */
  function Sha256() {
    this.state = START.slice(0);
    this.rest = new Uint8Array(64);
    this.filled = 0;
    this.length = 0;
    this.words = new Array(64);
  }
  Sha256.prototype.update = function (bytes) {
    this.length += bytes.length;
    var at = 0;
    if (this.filled > 0) {
      while (this.filled < 64 && at < bytes.length) this.rest[this.filled++] = bytes[at++];
      if (this.filled < 64) return this;
      this.block(this.rest, 0);
      this.filled = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) this.block(bytes, at);
    while (at < bytes.length) this.rest[this.filled++] = bytes[at++];
    return this;
  };
  Sha256.prototype.block = function (bytes, from) {
    var w = this.words;
    var s = this.state;
    var t;
    for (t = 0; t < 16; t++) {
      var at = from + t * 4;
      w[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (t = 16; t < 64; t++) {
      var x = w[t - 15];
      var y = w[t - 2];
      var s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      var s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0;
    }
    var a = s[0];
    var b = s[1];
    var c = s[2];
    var d = s[3];
    var e = s[4];
    var f = s[5];
    var g = s[6];
    var h = s[7];
    for (t = 0; t < 64; t++) {
      var e1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      var t1 = (h + e1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
      var a0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      var t2 = (a0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    s[0] = (s[0] + a) | 0;
    s[1] = (s[1] + b) | 0;
    s[2] = (s[2] + c) | 0;
    s[3] = (s[3] + d) | 0;
    s[4] = (s[4] + e) | 0;
    s[5] = (s[5] + f) | 0;
    s[6] = (s[6] + g) | 0;
    s[7] = (s[7] + h) | 0;
  };
  Sha256.prototype.hex = function () {
    var length = this.length;
    var padding = new Uint8Array((this.filled < 56 ? 56 : 120) - this.filled + 8);
    padding[0] = 0x80;
    var bits = length * 8;
    var high = Math.floor(bits / 4294967296);
    var low = bits >>> 0;
    for (var n = 0; n < 4; n++) {
      padding[padding.length - 8 + n] = (high >>> (24 - n * 8)) & 255;
      padding[padding.length - 4 + n] = (low >>> (24 - n * 8)) & 255;
    }
    this.update(padding);
    var text = '';
    for (var at = 0; at < 8; at++) {
      text += ('00000000' + (this.state[at] >>> 0).toString(16)).slice(-8);
    }
    return text;
  };

  function utf8(text) {
    var plain = unescape(encodeURIComponent(text));
    var bytes = new Uint8Array(plain.length);
    for (var at = 0; at < plain.length; at++) bytes[at] = plain.charCodeAt(at);
    return bytes;
  }
  function sha256Text(text) {
    return new Sha256().update(utf8(text)).hex();
  }

  /** One line a file, in the manifest's order: what sha256sum prints. */
  function digestOf(manifest) {
    var lines = [manifest.format, manifest.unit, manifest.from + ' ' + manifest.to];
    for (var at = 0; at < manifest.files.length; at++) {
      lines.push(manifest.files[at].sha256 + '  ' + manifest.files[at].path);
    }
    return sha256Text(lines.join('\n') + '\n');
  }

  /** macOS hands names over in another spelling of the same letters. */
  function plainPath(path) {
    var text = path.replace(/\\/g, '/').replace(/^\.?\//, '');
    return text.normalize ? text.normalize('NFC') : text;
  }

  /** The folder the pack lies in: the one under which most of the manifest's files are found. */
  function rootOf(paths, manifest) {
    var known = {};
    var at;
    for (at = 0; at < manifest.files.length; at++) known[plainPath(manifest.files[at].path)] = true;
    var votes = { '': 0 };
    for (at = 0; at < paths.length; at++) {
      var pieces = paths[at].split('/');
      for (var cut = 0; cut < pieces.length && cut < 12; cut++) {
        if (!known[pieces.slice(cut).join('/')]) continue;
        var root = pieces.slice(0, cut).join('/');
        votes[root] = (votes[root] || 0) + 1;
      }
    }
    var best = '';
    for (var one in votes) if (votes[one] > votes[best]) best = one;
    return best === '' ? '' : best + '/';
  }

  var COMPANIONS = { 'verify.html': true, '封面.pdf': true };
  function isJunk(path) {
    return /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$|(^|\/)__MACOSX\//i.test(path);
  }

  /**
   * `found`: [{ path, size, sha256 }], sha256 null where it could not be read. `manifestText` is what this page carries.
   */
  function compare(manifestText, found) {
    var manifest = JSON.parse(manifestText);
    var result = { same: [], altered: [], missing: [], extra: [], unread: [], ignored: [] };
    var paths = [];
    var at;
    for (at = 0; at < found.length; at++) paths.push(plainPath(found[at].path));
    var root = rootOf(paths, manifest);
    var have = {};
    for (at = 0; at < found.length; at++) {
      var path = paths[at];
      var inside = path.slice(0, root.length) === root && path.slice(root.length);
      // A zip may hold two files of one name, of which an unpacking program takes either: the second is one too many.
      if (inside && have[inside]) result.extra.push(inside);
      else if (inside) have[inside] = found[at];
      else if (isJunk(path)) result.ignored.push(path);
      else result.extra.push(path);
    }
    for (at = 0; at < manifest.files.length; at++) {
      check(manifest.files[at].path, manifest.files[at].sha256, have, result);
    }
    // The list beside the files must be the one this page carries.
    if (have['manifest.json']) check('manifest.json', sha256Text(manifestText), have, result);
    for (var left in have) {
      if (COMPANIONS[left] || isJunk(left)) result.ignored.push(left);
      else result.extra.push(left);
    }
    result.total = manifest.files.length;
    result.digest = digestOf(manifest);
    result.digestAgrees = result.digest === manifest.digest;
    result.ok =
      result.digestAgrees &&
      result.altered.length + result.missing.length + result.extra.length + result.unread.length ===
        0;
    return result;
  }
  function check(path, sha256, have, result) {
    var key = plainPath(path);
    var one = have[key];
    delete have[key];
    if (!one) result.missing.push(path);
    else if (one.sha256 === null) result.unread.push(path);
    else if (one.sha256 !== sha256) result.altered.push(path);
    else result.same.push(path);
  }

  /** Entries of a zip from its directory: `bytes` are its last part, `from` where they begin in the file. */
  function directoryOf(bytes, from, size) {
    var view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    var end = bytes.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) return null;
    var count = view.getUint16(end + 10, true);
    var length = view.getUint32(end + 12, true);
    var start = view.getUint32(end + 16, true);
    if (start + length > size) return null;
    if (start < from) return { needFrom: start };
    var entries = [];
    var at = start - from;
    for (var n = 0; n < count; n++) {
      if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null;
      var nameLength = view.getUint16(at + 28, true);
      var entry = {
        method: view.getUint16(at + 10, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        offset: view.getUint32(at + 42, true),
        path: textOf(bytes.subarray(at + 46, at + 46 + nameLength))
      };
      if (!/\/$/.test(entry.path)) entries.push(entry);
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return { entries: entries };
  }
  function textOf(bytes) {
    var plain = '';
    for (var at = 0; at < bytes.length; at++) plain += String.fromCharCode(bytes[at]);
    try {
      return decodeURIComponent(escape(plain));
    } catch (_error) {
      return plain;
    }
  }

  return {
    Sha256: Sha256,
    sha256Text: sha256Text,
    digestOf: digestOf,
    compare: compare,
    directoryOf: directoryOf
  };
})();
