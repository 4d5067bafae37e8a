namespace Aitbc.Doctor.Coordinator;

/// <summary>Which package brings a module whose name is another.</summary>
internal static class ImportNames
{
    private static readonly HashSet<string> Standard = Words("""
        __future__ __main__ _ast _collections_abc _io _thread _typeshed abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit
        audioop base64 bdb binascii bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall
        compression concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils
        doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass
        gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3
        linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath
        nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath
        pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched
        secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl
        stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this
        threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu
        uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
        """);

    // module: the packages that bring it
    private static readonly Dictionary<string, string[]> Packages = Table("""
        attr: attrs
        bs4: beautifulsoup4
        cairosvg: cairosvg
        consul: python-consul
        Crypto: pycryptodome pycrypto
        Cryptodome: pycryptodomex
        cv2: opencv-python opencv-python-headless opencv-contrib-python opencv-contrib-python-headless
        dateutil: python-dateutil
        discord: discord-py
        dns: dnspython
        docx: python-docx
        dotenv: python-dotenv
        eth_account: eth-account web3
        eth_utils: eth-utils web3 eth-account
        eth_keys: eth-keys eth-account web3
        eth_abi: eth-abi web3
        fitz: pymupdf
        flask_cors: flask-cors
        git: gitpython
        github: pygithub
        google: google-cloud protobuf google-api-python-client google-auth
        googleapiclient: google-api-python-client
        grpc: grpcio
        hexbytes: hexbytes web3 eth-account
        IPython: ipython
        jose: python-jose
        jwt: pyjwt
        kafka: kafka-python
        ldap: python-ldap
        ldap3: ldap3
        magic: python-magic
        markdown: markdown
        memcache: python-memcached
        mpl_toolkits: matplotlib
        MySQLdb: mysqlclient
        mnemonic: mnemonic hdwallet
        multipart: python-multipart
        nacl: pynacl
        OpenSSL: pyopenssl
        past: future
        PIL: pillow
        pkg_resources: setuptools
        prometheus_client: prometheus-client
        psycopg2: psycopg2 psycopg2-binary
        pwn: pwntools
        pydantic_settings: pydantic-settings
        pylab: matplotlib
        pynvml: nvidia-ml-py nvidia-ml-py3 pynvml
        pytz: pytz
        rest_framework: djangorestframework
        RPi: rpi-gpio
        ruamel: ruamel-yaml
        sentry_sdk: sentry-sdk
        serial: pyserial
        sha3: pysha3
        skimage: scikit-image
        sklearn: scikit-learn
        slugify: python-slugify
        socks: pysocks
        solcx: py-solc-x
        telegram: python-telegram-bot
        tree_sitter: tree-sitter
        usb: pyusb
        win32api: pywin32
        win32con: pywin32
        websocket: websocket-client
        xdg: pyxdg
        yaml: pyyaml ruamel-yaml
        zmq: pyzmq
        """);

    // package: what brings it too, as a part of what it offers
    private static readonly Dictionary<string, string[]> Brought = Table("""
        starlette: fastapi
        pydantic: fastapi sqlmodel pydantic-settings
        pydantic-core: pydantic fastapi
        anyio: fastapi starlette httpx
        sqlalchemy: sqlmodel alembic flask-sqlalchemy
        httpcore: httpx
        h11: httpx uvicorn
        urllib3: requests
        certifi: requests httpx
        multidict: aiohttp
        yarl: aiohttp
        werkzeug: flask
        jinja2: flask
        click: flask typer uvicorn
        rich: typer
        markupsafe: jinja2 flask
        numpy: pandas torch scipy scikit-learn matplotlib opencv-python
        torchvision: torchvision
        botocore: boto3
        cryptography: pyjwt
        setuptools: setuptools
        pygments: rich
        typing-extensions: pydantic fastapi sqlalchemy
        mypy-extensions: mypy
        pluggy: pytest
        wheel: setuptools
        """);

    /// <summary>It is Python's own, of whatever version.</summary>
    public static bool IsStandard(string module) => Standard.Contains(module);

    /// <summary>The packages that are known to bring the module under another name.</summary>
    public static IReadOnlyList<string> Distributions(string module) => Packages.GetValueOrDefault(module) ?? [];

    /// <summary>The package to declare for a dotted module.</summary>
    public static string Distribution(string module)
    {
        var parts = module.Split('.');
        // Many packages share these names: google.cloud.storage is google-cloud-storage.
        if (parts[0] is "google" or "azure")
            return Probes.PythonManifest.Normalize(string.Join('-', parts.Take(3)));
        return Packages.TryGetValue(parts[0], out var packages) ? packages[0] : Probes.PythonManifest.Normalize(parts[0]);
    }

    /// <summary>The packages that bring this one as a part of what they offer.</summary>
    public static IReadOnlyList<string> Bringers(string package) => Brought.GetValueOrDefault(package) ?? [];

    private static HashSet<string> Words(string text) => new(text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static Dictionary<string, string[]> Table(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(':'))
            .ToDictionary(static pair => pair[0].Trim(), static pair => pair[1].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.Ordinal);
}
