import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

export interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/** Fixed keys, so that tests repeat themselves. They protect nothing. */
export const TEST_KEYS = {
  rsa: keyPair([
    'MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDWneCTserRPcxW4Q0IVpUIWnzaZ78A9WcjqsgMZOgi2RBNGmw/V8QRhXYSCK',
    'Np+ccP9gcoaLt+eqCOyds3hZ/kIquyX7Tfzet5CByned6+gZNKc55dX1ZQPRW9X7uzIDFjjLQ5Yjtqf2RxbmnIoC0pS7can5Z403b2Gq94eCrd',
    'KKwDchMUw+RPh6rMGRZEJOwiZ6ihRaKZfrE62dmcKdjM/SyRFjhzIwipagzzXphLESMyCElhhIqNEmuTvhvOYfckH77wLn5SQuJmai+/HlFC2d',
    '4sd8cJiTEjCsIXMTrxydrueyP9HjRhcCSz1TWFHsTD0t/DEdnFySEP/88MvFoPAgMBAAECggEAZn8B2SeYUJPl+fwDIF9RT6r/g8MWalvJBTSz',
    '04+BedsWuOwMlHfS8Nc/Wz9648rhcdL6+iaCnNXtxiPLKQoNIYQZYdfpZxVOBwCDxswiP/NcJ6tuD4PPkgSKVGXbG6IdVEDHdbxfSe5LRw0HQk',
    'SVLOq3KOTclRnQ75oxASTKu9Gna278G8zv4vunbLI3GlOO8UB2eENT7TL9wDXzExPiHAeCN9dv6HExBh/yLg3ws7VKAuldx42RgV23jb8NtJZg',
    'Uyov9ygSl3YCeX63Yc9kwMEwfePdnKresjD8nfJRTEuzcfL6p3lnGpeILv38xaKrfk83sD6BMHgd0a41sio9yQKBgQD6d2xwz68e8sDk8uaeXE',
    'VcNNJ9M68SkWe07c8NrpBy1H89gquRbcHUkA749a2HCLQT8JSu1X9F//1uEuuU5H4lDYKXsGJK4izgqB3q2uceOSizV7+svqG7QuB7nPYSwiAE',
    'gq2TwN/Zkzcsu3e5ZHuEaJsMHwsSsciUDMDyJbdnvQKBgQDbW7I1xERV3VL6GBkS3S19v09OLwLLzPrEjudBeIfxQ0LJxdRJ3Hd2olD5bM4GEJ',
    'fi8otCqZGv9/+T7DGQuTDBM7xY/fzaS/yBMf+80YL9vbuHPy0mmQ92OhK+0XZnqOUpy1coIIg1OwAXrTJ49xmpBoAjihBvB48i0vjJ8KWPuwKB',
    'gEsjuq+ZTrMdJotI57DIg7Jm0mLnN3V9k7wuv7geD42zfDyqz+fAIq8vTJ6ZraZeERAOU7yjphwM8S2tlWlEpydchzoUm1hVxBrdtKP5ae6iPT',
    'iYcZNUWVbBeHD9JMF55XsU7Rfve/hc9ud/kipXH8sYSrN3OK4yEbeAn/3FHOGNAoGBAKosNtKTUlgyfR7b9we1Yoc9FS8YNVkZyikWm70k3oGC',
    'ppuVx50NVfhI7/ywNhxqXwqHExZCKm2TPUjqYYFeyb34ftOjJrfLXzZzLWy0NKTYvlSr5EEfWOllIAm8wdilJDMKNrFAm6p//RBhItjJCbUg/+',
    'OSRjF8ccSYWr1+3VHlAoGBAPpnuBxCA9RE0/x0u3paRTdcqRksIn0IBq/0nHVt8DTL37VK4cHV745Fw2jHmCfo7AsH353DJR5uFQHpiS4rL/B2',
    'fAw9+P9HYk9+WJnMRDgjqM8RdE85v7ojVc7Jv/HfZ629ZBsI3GuqO7atL6dUMpV7NAtD3BB9cYTwOHADrdDD',
  ]),
  otherRsa: keyPair([
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC2lN1hPwOhQUsXrRLAy1TIdYS3Hr6w9HTr2MQOtBfV181N2Lo0FXLvOkjX44',
    '9sH82CdhMEHlKPGhZnuzvyM7TXQTVvJXeGEht/7e2Robcssx/vQMI6D/X5hdsnKTGyvs3dcrhuWnILQCibZd/nPRXWqHUoraCClitHGQhQlJvt',
    'bGicgwKjpIVuldbAroDVx0kAhzcRV0wmi7BiDiKWDoJC3Mvk2I5FnZ+ibyqWXF1SHORmX5h/BlvMJ35u6OzLTWufSv+1o4gguo2YVi7EjZuK0W',
    'Id4lJph7/AAGTZKWkYn1uFIZx/u+zSs0K9nleRx7Htj+xUkq5qkRnLRiXVHlarAgMBAAECggEABjld67Hwp1Co7Hse5Kc9g1D5CaiXnTAipou9',
    'rC2Ra4Ui+pfjrH7I/3EhPxz5ABlorLrmjUioucHlVPE9tN70ctKLN25CWd1DUDBlyehVWPbwkS1IAvgpKs9Oi9IsVajFQqmW7WeDEYUxWrlEYD',
    '1glVKzp77YHW36QGZpe1fmL38tfUHGkdfNIYAcNIc7JXQdH45dV9Uq7ZT4HA1HuoASPEd01Fo5PvoYsn5eoXCWpvWWamvXvMpOrLsXYivHWMnK',
    'udZKFiZT8qVO3kXAr2jgEYpIEx+PcKmDYeSjniLyKM2WflrpgJGoUUvV72tmGRfuZjbjIe6vjGrdvtnoCVGNBQKBgQDgxz2CZHHmVO2xRbqIUj',
    'F82KaVPEqw9Q9DoPS3ehECYpOLPactLwEd6jhxYTJCki215JuuSGN0nTYmVWrh1/9DK+chH6uPTtwoPwOf5AOalK6kXX3Ak2TTRVVRo/7EqkRP',
    'BEwj14mefWf5Ty/+xq6ZRk8QuT7jjLxY/p2s+6Rz/wKBgQDP8SyBcxyLZFk7+e+GpGFKUp/GPmkXh+5002o6KpHyMYu7NBfeNjGSqwh0sqSHpn',
    'AOvkpVWZopyOUR/IuG1mMZbNN49XFCeKNWilWJrhiqr/Wup5UjbJ2/Lx9N7aF2F4Tg8L0W6YuoMA2wBNqdt9k4LKgiun5iuei5tbbrIOAtVQKB',
    'gE6GbD+UNZJA0zTd5jdfd3hk+3UhNfqx8d4vaa57T1vk8iRvqmqHhD1eKM+7I+LLzHpB3f05vrzrexJTPt6dJcjimoEg3j9XTmQk93AxKO0kyg',
    'oTuy2+kDeafh7iSsuLrAdqueq/jo02xE79UggQgsh7Hn36KTU3Ykk40f6vfpkjAoGAVlMx/b+S/w82uF5nIMdHGHq6l6s7J6inxtopxGH92sTU',
    '1G+o5Pgslk3oocGz6hifdo9q/onHJUegSVpFdkG0PE7gb9u9HDJG5Nti7VhYJywLW2l40Y764e6nGUvodsUGxfdLGKL19mmUlRk+xLEZPWfUmS',
    '5A3618PvSALpakWk0CgYEAnFFvrdssg4LWziYFB4LhU/RklcWhvn75G5yx+pGxROAwHCL+2c8vU7ynvydBiMd3BBrW81yUmrYaBHKZ6L0TO5vU',
    'DYz6jAq6E59xGwAOR6iYgbpS2CyA28vJTFpuNR9UQD9wCAxbkMeppdZAPL7IjsshvbWQ/Hb10sLZT00yPfI=',
  ]),
  shortRsa: keyPair([
    'MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBALX1XxMfVDD/8r3pn+Ktg92YlB5j0+2PnRSD4U2ozZA9CE/Cc/qHTzBXXgzsa1',
    'LWSbKKxPtaDdhibJ544Zwc8Ip6NF9Ijup080la+lMWrnYTEIMlgwz+yptpuqvyiZW+fgYFKnZg2/xtlyigpnlmTHEL+QUhU9RJ2x6XrqdD/0PJ',
    'AgMBAAECgYEAoCneyT8/ZW415jL5uJbRRsIiRunKRwat1rwLGsemQftnEIXyfqiR7NRKhgeopJ7Y+h6qKzFmlHx2bburozXaCBzXz6zphPN0Y0',
    'J0x2xp5NLUSHJ9OQi9WO9RS48zRrz85oY5FYMy0YnyxggFAtAoknhbUVcd9og6gum+SmZJSHECQQDszbv2bLCaVLlhn74zxJc5aKyp0kfZL+jU',
    '6u5KwP13IT1oB1v9SqH6EeKRc0HzGl9qrllDZGnbZiYM9KFc64H9AkEAxLV2mTdxhWina1iO+pisDps07+PJ2wIzUliuZE3TMo4zN3mB0E3mnA',
    'bkLVGezL9b/TmR1CqZWdI721wJFh08vQJALKyzpU3kE3mgb7Z/X6zbCs2gpXkybNsJBgI8aoX2S59Nwm6BAEwwOsldASvJaV+0WKAD3x72iZm/',
    '2/na53jW0QJAQLDw9QiP0/EMBjiUpQNqqk8OxMnkC5uYpz808xXJHDo5y8exEoFcEvoNNn4+PFW+efPh6qWr0ydZuhV1g4lP/QJBANDPKqyw+n',
    'CXvuX6SAsV0rdS8JVYfcDOzoYBHG4sBFmuQ2TB8YInaNd6S+E0J7uLXI8IPZkTkXAJsaN7ow+xuq8=',
  ]),
  ec: keyPair([
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwCqokxi3zmdAuQYGPTUTuHbuUYjAFlZm7BXm0Wq7PNyhRANCAAQKcfeCjjNk9d',
    '6wlkx3s9geOALBX9Xq7yLKJfhBI+1+RtMNq4SeCKmHd+vZQV3XVaoz55e9Vzg0S+4gAUx25bJF',
  ]),
  otherEc: keyPair([
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIi8BvjIfhPdkO+tisDVjDgYTQCDQUN0QtKVnSo5keu+hRANCAAS/Wl4K9FVJgf',
    'kErEDCqm4WG/k014JUzkxPcnlrDQHvrWxFhHOrbGb/3uu1YYe8fGlja6yJEVS5uHK8SeCCSTUC',
  ]),
  ec384: keyPair([
    'MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDBE629/0Jphn5kMl4fOUzK3PLJ7K9YxJODo85AItydJ7dT74FLVP0m/4rMi8FBBDm',
    '6hZANiAARFB8qp31alY6aw1wtbVsfYk5/uf90zwDpR5LUxR5h1nLeRe8Cs0MfeluBkGFbdv4IVJq9MDK3msJZsR1oZ1HvRO5kdnPjOWVHpN0CH',
    'VU3KSWiCY9amk8WRkT0cpbo+pLA=',
  ]),
  ec521: keyPair([
    'MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIAJ1Ln41G67Pz1WHot22k+PubKwHANfOO1HkIOTEiE5SI2lIqHtx0JUbXU7AEU0C',
    'F3c+w4vcQPbbmxYn9q20YHAYyhgYkDgYYABAAgkbZ2Wn+pGPAXk3UVbOBlqoG9tFh2GGe79qbBT0X3D/H7FESAQKDGibmRLGSSGL6B+sdJ+8wN',
    'xSZVVb1CAFpn2QEt8id3O739yYxrwf607xPYo12JNVFStM4DqUpa1tIb8PDuo7FITNG1DpcwcmvDuiy1JsMRN6192+hRlNXQYdpjJg==',
  ]),
  authority: keyPair([
    'MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQCRbetQOWtyg4tbAz/S9n3kiyqmR+p0qHBrjfF+EY+dY8WTZ9m8dsq+0/kl1I',
    'uqfnY2ndMqNNoraw5M6zwZdn2sge+VJTKWxRxeSrzwRFiLzOdFrxDe96HnTMxCWbIhiXGTL3kLYoO8MFfpIxA+GLNWqtsr3vfu45Go4fXD0Vdp',
    '9XEt8jxcpJArhVuFlk70IVhnHwP1aHlClkUNjl1FUP29KQey4XWuBdk7HG9AYxRy0y3aL7ctyAgpa+rItlfFp3lIdcpagfgUTLXrLy3EZYkJgJ',
    '3Aq+Ykbd/vAYC36XPhTYHvoUcyn/nuUA54u+XZeEfGP5wWR5k+Aw8JpC2jyzXhAgMBAAECggEABoZsivZwlDxDuess523I20LFQJ20btSJ6sF9',
    'Jt9p1rF90W3U7qhT03kWUjS1qYowCqZNLbUeXtlYVGovkaLn46AW3FXFbc9dRPvMe2lNocQpUk6XDrIEsSiYd5enruqITobQQwsCByUSJLM+jN',
    'K15TsYR2EjNbQ/OlkdGlKfvfDEeSTte6+a4hFb1IrAvqsByg7BhOXXJ0YDJ462z1xmfOx980glD4pD+S4nlhlZMnDmW/ecgxAJs5Y3c0dHgJBU',
    'Wz1lxDuf1UImkTWSOSgwJXQCJRx8FnpU9+YWllbT5pCf5JK+VdQQXgTyO+IuDKXZ/DuFjvqYcnYdr5V/1BNn2QKBgQDBgDIqF8RGEKdvZD8tQF',
    'o7v/uw7WmlnzhfRmyYL5iu1Fge55/Ew+J74rJRq/jAH6j9GVXy57a2GmrUlXNSi85soBLFsvMMAzUButmhqLMAx9U7bucL0YBohDHvDswuXqtx',
    'LNaMCWiBGKepAQPKBr//vqhDjGTMKaXueg1wPOx4NQKBgQDAZuRdQujb3zWwEUVCZnJRtdjhn0ZBR8PlCCI3eaWENJqB/usfo4wvCL5Sqg4xsX',
    'xkeoI6ynAmQa4oqEtERWXgQEjQA/A/30uxofqedT8QcxspHE2FDUlc7k9f0zcbg17yJF/UUKnlN5KyRPh+00tbkTuEBmlyI/Eo8d0MZvr0fQKB',
    'gQCP39rs01kb45wrRfV3lwbAsIHbTtujyxxmMv3htlonfDm9WOnBqwiGpsuB0IWXjLLg5eqzPrjq8/+E606hDNTCjc8HcoQm5WePTrgs7DuUlA',
    'EnPNHMRszcaZabMnx86eU9tGIeI4yxmHxpPBjuKVCvPrrr5sK3zyvSgqvlTVdiFQKBgFGilpyXijPYhnAZM9jTnQfcb5RzvxxttcmU5OfC3p60',
    'ryYfImY/P3ipbg+nBfTByPTdIiqNwH4K+jlYBu+Fvo8i14IjWanQNc692penScXSASE1WBLvK0SZ/OW8ubIb0IpPMrXkL+II7V5kc0dkoaHNgo',
    'InMlByvZ1Q2iir/SkFAoGBALAi1LkZ2x+FJ/LfruKpZjvK3KVyfJkx+mIQGBuwOAkdgWB/y1mlZ/CuOFpIyRAnx4g7zuAYtyOPCP5YKu0TRGGy',
    'N52zTOe7LcUE3cw1Q7FQJlA7AVw0zi6C3uWCxbHU/xS6NJFq3Z3NC6oiHbpJW8r5tFcy22QghDF2OnfpKD+u',
  ]),
} as const

function keyPair(lines: readonly string[]): KeyPair {
  const privateKey = createPrivateKey({ key: Buffer.from(lines.join(''), 'base64'), format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
