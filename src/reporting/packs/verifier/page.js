/* The page around the verifier: takes a folder, files or the zip itself, reads them piece by piece, shows what came out. */
(function () {
  var manifestText = document.getElementById('manifest').textContent;
  var manifest = JSON.parse(manifestText);
  var PIECE = 4 * 1024 * 1024;
  /** Counts what was taken: a check stops when something else has been taken since, so that the last one speaks. */
  var turn = 0;

  function $(id) {
    return document.getElementById(id);
  }
  function show(id, text) {
    $(id).textContent = text;
  }
  function grouped(digest) {
    return digest.replace(/(.{8})/g, '$1 ').replace(/ $/, '');
  }

  show('unit', manifest.unit);
  show('period', manifest.from + ' 至 ' + manifest.to);
  show('count', String(manifest.files.length));
  show('digest', grouped(ZhengceVerifier.digestOf(manifest)));

  /** done(bytes | null) */
  function readPiece(blob, done) {
    var reader = new FileReader();
    reader.onload = function () {
      done(new Uint8Array(reader.result));
    };
    reader.onerror = function () {
      done(null);
    };
    reader.readAsArrayBuffer(blob);
  }
  /** done(hex | null); onRead answers whether the rest is still wanted. */
  function hashBlob(blob, onRead, done) {
    var sha = new ZhengceVerifier.Sha256();
    var at = 0;
    (function next() {
      if (at >= blob.size) return done(sha.hex());
      readPiece(blob.slice(at, Math.min(blob.size, at + PIECE)), function (bytes) {
        if (!bytes) return done(null);
        sha.update(bytes);
        at += bytes.length;
        if (onRead(bytes.length)) setTimeout(next, 0);
      });
    })();
  }

  /** items: [{ path, blob }] or, of a zip, [{ path, file, entry }] */
  function verify(items, own) {
    var found = [];
    var total = 0;
    var read = 0;
    for (var n = 0; n < items.length; n++)
      total += items[n].blob ? items[n].blob.size : items[n].entry.packed;
    function onRead(bytes) {
      if (own !== turn) return false;
      read += bytes;
      var percent = total ? Math.floor((read / total) * 100) : 100;
      $('bar').style.width = percent + '%';
      show(
        'progressText',
        '正在核对 ' + found.length + ' / ' + items.length + ' 个文件（' + percent + '%）'
      );
      return true;
    }
    onRead(0);
    var at = 0;
    (function next() {
      if (own !== turn) return;
      if (at >= items.length) {
        $('progress').style.display = 'none';
        return report(ZhengceVerifier.compare(manifestText, found));
      }
      var item = items[at++];
      function done(sha256) {
        found.push({ path: item.path, sha256: sha256 });
        setTimeout(next, 0);
      }
      if (item.blob) hashBlob(item.blob, onRead, done);
      else hashEntry(item, onRead, done);
    })();
  }

  function hashEntry(item, onRead, done) {
    var entry = item.entry;
    readPiece(item.file.slice(entry.offset, entry.offset + 30), function (head) {
      if (!head || head.length < 30) return done(null);
      var start = entry.offset + 30 + (head[26] | (head[27] << 8)) + (head[28] | (head[29] << 8));
      var blob = item.file.slice(start, start + entry.packed);
      if (entry.method === 0) return hashBlob(blob, onRead, done);
      // Packed again by somebody: only newer browsers can unpack.
      if (entry.method !== 8 || typeof DecompressionStream !== 'function') return done(null);
      new Response(blob.stream().pipeThrough(new DecompressionStream('deflate-raw'))).blob().then(
        function (plain) {
          hashBlob(
            plain,
            function () {
              return onRead(0);
            },
            done
          );
          onRead(entry.packed);
        },
        function () {
          done(null);
        }
      );
    });
  }

  function verifyZip(file, own) {
    function look(from) {
      readPiece(file.slice(from), function (bytes) {
        if (own !== turn) return;
        var directory = bytes && ZhengceVerifier.directoryOf(bytes, from, file.size);
        if (!directory) {
          return fail('不能读取压缩包“' + file.name + '”：可能已损坏，或没有下载完整。');
        }
        if (directory.needFrom !== undefined) return look(directory.needFrom);
        var items = [];
        for (var n = 0; n < directory.entries.length; n++) {
          items.push({ path: directory.entries[n].path, file: file, entry: directory.entries[n] });
        }
        verify(items, own);
      });
    }
    look(Math.max(0, file.size - 70000));
  }

  function take(items) {
    var own = ++turn;
    if (items.length === 0) return fail('没有收到文件。');
    // What was said of something else must not stand beside what is being read now.
    $('result').style.display = 'none';
    $('bar').style.width = '0';
    show('progressText', '正在读取…');
    $('progress').style.display = '';
    if (items.length === 1 && /\.zip$/i.test(items[0].path)) verifyZip(items[0].blob, own);
    else verify(items, own);
  }

  function fail(words) {
    $('progress').style.display = 'none';
    $('result').style.display = '';
    $('verdict').className = 'verdict bad';
    show('verdict', words);
    $('lists').innerHTML = '';
  }

  function report(result) {
    $('result').style.display = '';
    $('verdict').className = 'verdict ' + (result.ok ? 'good' : 'bad');
    var problems =
      result.altered.length + result.missing.length + result.extra.length + result.unread.length;
    show(
      'verdict',
      result.ok
        ? '全部一致：' + result.total + ' 个文件与清单完全相同。'
        : !result.digestAgrees
          ? '清单本身被改动过，不能采信。'
          : '有 ' + problems + ' 处不一致；一致的有 ' + result.same.length + ' 个。'
    );
    $('lists').innerHTML = '';
    list('内容被改动', result.altered, 'bad');
    list('缺少', result.missing, 'bad');
    list('多出（清单中没有）', result.extra, 'warn');
    list('不能读取（请解压后拖入文件夹）', result.unread, 'warn');
    if (result.ignored.length) list('不在核对范围', result.ignored, 'quiet');
    compareTyped();
  }
  function list(title, paths, tone) {
    if (paths.length === 0) return;
    var head = document.createElement('h3');
    head.className = tone;
    head.textContent = title + '（' + paths.length + '）';
    var items = document.createElement('ul');
    for (var n = 0; n < paths.length; n++) {
      var line = document.createElement('li');
      line.textContent = paths[n];
      items.appendChild(line);
    }
    $('lists').appendChild(head);
    $('lists').appendChild(items);
  }

  /** The number in the system or on the cover is what proves the list; it can be typed or pasted in part. */
  function compareTyped() {
    var typed = $('typed')
      .value.toLowerCase()
      .replace(/[^0-9a-f]/g, '');
    var own = ZhengceVerifier.digestOf(manifest);
    if (typed.length < 8) return show('typedResult', '');
    var same = typed.length === 64 ? typed === own : own.slice(0, typed.length) === typed;
    $('typedResult').className = same ? 'good' : 'bad';
    show(
      'typedResult',
      !same ? '不同：清单不是系统中的那一份' : typed.length === 64 ? '相同' : '开头相同'
    );
  }
  $('typed').oninput = compareTyped;
  $('typed').onkeyup = compareTyped;

  function filesOf(list) {
    var items = [];
    for (var n = 0; n < list.length; n++) {
      items.push({ path: list[n].webkitRelativePath || list[n].name, blob: list[n] });
    }
    return items;
  }
  /** Nothing chosen is no choice: a check that is under way goes on. */
  $('folder').onchange = $('files').onchange = function () {
    if (this.files.length > 0) take(filesOf(this.files));
    this.value = '';
  };

  /** Walks dropped folders; done(items). */
  function walk(entries, done) {
    var items = [];
    var open = 1;
    function close() {
      open--;
      if (open === 0) done(items);
    }
    function visit(entry) {
      open++;
      if (entry.isFile) {
        entry.file(function (file) {
          items.push({ path: entry.fullPath, blob: file });
          close();
        }, close);
        return;
      }
      var reader = entry.createReader();
      (function more() {
        reader.readEntries(function (some) {
          if (some.length === 0) return close();
          for (var n = 0; n < some.length; n++) visit(some[n]);
          more();
        }, close);
      })();
    }
    for (var n = 0; n < entries.length; n++) visit(entries[n]);
    close();
  }
  var area = $('drop');
  document.ondragover = function (event) {
    event.preventDefault();
    area.className = 'drop over';
  };
  document.ondragleave = function () {
    area.className = 'drop';
  };
  document.ondrop = function (event) {
    event.preventDefault();
    area.className = 'drop';
    var entries = [];
    var given = event.dataTransfer.items;
    for (var n = 0; given && n < given.length; n++) {
      var entry = given[n].webkitGetAsEntry && given[n].webkitGetAsEntry();
      if (entry) entries.push(entry);
    }
    if (entries.length > 0) walk(entries, take);
    else take(filesOf(event.dataTransfer.files));
  };
})();
