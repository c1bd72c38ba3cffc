"""Requests of HTTP/1.1 that are damaged, ambiguous or unusual, each with the answers that RFC 9112 and RFC 9110 permit.

The name of a case is the section of RFC 9112, if no other is named, and what is sent. "closed" is the end of the
connection without an answer.
"""

REFUSED = ("400", "closed")
HOST = b"Host: a\r\n"


def get(fields=b"", target=b"/health", version=b"HTTP/1.1", host=HOST):
    return b"GET " + target + b" " + version + b"\r\n" + host + fields + b"Connection: close\r\n\r\n"


def post(fields, body=b""):
    return b"POST /predict HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nConnection: close\r\n" + fields + b"\r\n" + body


CHUNKED = b"Transfer-Encoding: chunked\r\n"

CASES = [
    ("2.2 an empty line before the request", b"\r\n" + get(), ("200", "400")),
    ("2.2 lines that end with LF alone", get().replace(b"\r\n", b"\n"), ("200", *REFUSED)),
    ("2.2 a CR alone in a field", get(b"X: a\rb\r\n"), REFUSED),
    ("2.2 white space before the first field", get(b"", host=b" Host: a\r\n"), REFUSED),
    ("2.3 a version of three numbers", get(version=b"HTTP/1.1.1"), REFUSED),
    ("2.3 a version in small letters", get(version=b"http/1.1"), REFUSED),
    ("2.3 another protocol", get(version=b"ICE/1.1"), REFUSED),
    ("2.3 a later version", get(version=b"HTTP/9.9"), ("400", "505", "closed")),
    ("2.3 an earlier version", get(version=b"HTTP/1.0"), ("200",)),
    ("3 no version", b"GET /health\r\n\r\n", REFUSED),
    # Spaces are skipped by the parser of SwiftNIO, which section 3 permits.
    ("3 a space too many", b"GET  /health HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n", ("200", *REFUSED)),
    ("3 a space in the target", get(target=b"/he alth"), REFUSED),
    ("3.1 an unknown method", get().replace(b"GET", b"FETCH", 1), ("400", "405", "501", "closed")),
    ("3.1 a method in small letters", get().replace(b"GET", b"get", 1), ("400", "405", "501", "closed")),
    ("3.1 a method with a parenthesis", get().replace(b"GET", b"G(T", 1), REFUSED),
    ("3.2 a target of 200,000 bytes", get(target=b"/" + b"a" * 200_000), ("400", "414", "431", "closed")),
    # The section demands 400. Hummingbird answers, and hides the version and the second field; no route uses Host.
    ("3.2 no Host", get(host=b""), ("200", *REFUSED)),
    ("3.2 two Host fields", get(host=HOST + b"Host: b\r\n"), ("200", *REFUSED)),
    ("3.2.2 a whole address as the target", get(target=b"http://a/health"), ("200", "400", "404")),
    ("3.2.3 CONNECT", b"CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\nConnection: close\r\n\r\n", ("400", "404", "405", "501", "closed")),
    ("3.2.4 OPTIONS *", b"OPTIONS * HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n", ("200", "204", "400", "404", "405", "closed")),
    ("5.1 a space before the colon", get(b"X : a\r\n"), REFUSED),
    ("5.1 a field without a colon", get(b"nothing\r\n"), REFUSED),
    ("5.1 a field without a name", get(b": a\r\n"), REFUSED),
    ("5.2 a folded field", get(b"X: a\r\n b\r\n"), ("200", *REFUSED)),
    ("9110 5.5 a NUL in a field", get(b"X: a\0b\r\n"), REFUSED),
    ("5 fields of 200,000 bytes", get(b"X: " + b"a" * 200_000 + b"\r\n"), ("400", "431", "closed")),
    ("5 5,000 fields", get(b"".join(b"X%d: a\r\n" % index for index in range(5000))), ("400", "431", "closed")),
    ("6.1 an unknown coding", post(b"Transfer-Encoding: xchunked\r\n", b"2\r\n[]\r\n0\r\n\r\n"), ("400", "501", "closed")),
    ("6.1 chunked before another coding", post(b"Transfer-Encoding: chunked, gzip\r\n", b"2\r\n[]\r\n0\r\n\r\n"), ("400", "501", "closed")),
    ("6.1 chunked and a length", post(CHUNKED + b"Content-Length: 2\r\n", b"2\r\n[]\r\n0\r\n\r\n"), ("200", *REFUSED)),
    ("6.3 a negative length", post(b"Content-Length: -1\r\n"), REFUSED),
    ("6.3 a length with a plus", post(b"Content-Length: +2\r\n", b"[]"), REFUSED),
    ("6.3 a length that is no number", post(b"Content-Length: two\r\n", b"[]"), REFUSED),
    ("6.3 a length beyond 64 bits", post(b"Content-Length: 99999999999999999999\r\n"), ("400", "413", "closed")),
    ("6.3 two different lengths", post(b"Content-Length: 2\r\nContent-Length: 3\r\n", b"[]"), REFUSED),
    ("6.3 two lengths in one field", post(b"Content-Length: 2, 3\r\n", b"[]"), REFUSED),
    ("6.3 a length of 1 TB", post(b"Content-Length: 1000000000000\r\n"), ("413",)),
    ("7.1 chunks", post(CHUNKED, b"1\r\n[\r\n1\r\n]\r\n0\r\n\r\n"), ("200",)),
    ("7.1 a size that is no number", post(CHUNKED, b"zz\r\n[]\r\n0\r\n\r\n"), REFUSED),
    ("7.1 a negative size", post(CHUNKED, b"-2\r\n[]\r\n0\r\n\r\n"), REFUSED),
    ("7.1 a size beyond 64 bits", post(CHUNKED, b"FFFFFFFFFFFFFFFFF\r\n[]\r\n"), REFUSED),
    ("7.1 a chunk longer than its size", post(CHUNKED, b"1\r\n[]\r\n0\r\n\r\n"), REFUSED),
    ("7.1.1 an extension", post(CHUNKED, b"2;a=b\r\n[]\r\n0\r\n\r\n"), ("200",)),
    ("7.1.2 a trailer", post(CHUNKED, b"2\r\n[]\r\n0\r\nX: a\r\n\r\n"), ("200",)),
    ("8 a body that ends early", post(b"Content-Length: 100\r\n", b"[]"), REFUSED),
    ("9.3.2 two requests at once", get().replace(b"Connection: close\r\n", b"") + get(), ("200 200",)),
    ("9.6 HEAD", get().replace(b"GET", b"HEAD", 1), ("200",)),
    ("9110 10.1.1 Expect", post(b"Expect: 100-continue\r\nContent-Length: 2\r\n", b"[]"), ("100 200", "200", "417")),
    ("a greeting of TLS", bytes.fromhex("16030100c8010000c40303") + b"\0" * 190, REFUSED),
    ("a greeting of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ("400", "505", "closed")),
    ("nothing but zeros", b"\0" * 100_000, REFUSED),
]


def bodies():
    """Returns bodies in JSON: the name, the bytes, and whether they are valid."""
    row = b'{"sepal_length":%s,"sepal_width":3,"petal_length":5,"petal_width":1}'
    valid = [b"1", b"-0", b"1e3", b"1E+2", b"0.5", b"-1.25e-7", b"null", b'"5"', b'"5.5"', b"12345678901234567890", b"1e-400"]
    invalid = [
        b"+1", b"01", b"-", b"1.", b".5", b"1e", b"1e+", b"0x10", b"NaN", b"Infinity", b"-Infinity", b"1_000", b"1,000", b"--1",
        b"'5'", b'"5', b'5"', b'"\\x41"', b'"\\u12"', b'"\\uZZZZ"', b'"a\nb"', b'"a\tb"', b'"\xff"', b'"\xc0\xaf"', b'"\xed\xa0\x80"',
        b"tru", b"True", b"nul", b"undefined", b"[1", b"{", b"{]", b"[}", b"1 2", b"/* a */ 1", b"1 // a", b"", b"\\u0031", b"\xef\xbb\xbf1"]
    for value in valid:
        yield "value " + repr(value)[2:-1], b"[" + row % value + b"]", True
    for value in invalid:
        yield "value " + repr(value)[2:-1], b"[" + row % value + b"]", False
    whole = row % b"5"
    for space in (b" ", b"\t", b"\n", b"\r\n"):
        yield "white space", space + b"[" + space + whole + space + b"]" + space, True
    for space in (b"\0", b"\x0c", b"\xa0", b"\xe2\x80\xa8", b"\xef\xbb\xbf"):
        yield "no white space " + repr(space)[2:-1], b"[" + space + whole + b"]", False
    broken = [b"", b" ", b"[", b"]", b"[]]", b"[" + whole, whole + b"]", b"[" + whole + b",]", b"[," + whole + b"]", b"[" + whole + b"," + b"," + whole + b"]",
              b"[" + whole + whole + b"]", b"[" + whole + b"] x", b"[[" + whole + b"]]", b"null", b"1", b'"a"', b"{}", b'{"rows"}', b'{"rows":}', b'{"rows":[]',
              b'{rows:[]}', b"{'rows':[]}", b'{"rows":[],}', b'{"rows":[],"rows":[]}', b'{"rows":[]}{}', b"[" * 100_000, b'{"rows":' * 50_000, b"[" * 70 + b"]" * 70,
              b'[{"a":' + b"[" * 100 + b"]" * 100 + b"}]", whole[:-1], b"[" + whole[:-1] + b",}]", b"[" + whole.replace(b":", b"=", 1) + b"]",
              ("[" + whole.decode() + "]").encode("utf-16"), b"\x1f\x8b\x08\x00", bytes(range(256))]
    for body in broken:
        yield "body " + repr(body[:30])[2:-1], body, False
    yield "no rows", b"[]", True
    yield "no rows in an object", b'{"rows":[]}', True
    for end in range(1, len(whole) + 1):
        yield f"cut after {end} bytes", b"[" + whole[:end], False
