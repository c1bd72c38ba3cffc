/// The style sheet of a page.
enum HTMLStyle {
    static let text = """
        :root { color-scheme: light dark; --ink: #1a1c1e; --paper: #fff; --soft: #5a6168; --line: #d5d9de; --wrong: #b3261e; --c0: #0b5cad; --c1: #b3450b; --c2: #23763a; --c3: #8a2be2; --c4: #a1126b; --c5: #6b5900; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e8ea; --paper: #15181b; --soft: #a5adb5; --line: #3a4046; --wrong: #ff8a80; --c0: #6cb2ff; --c1: #ff9d5c; --c2: #7bd88f; --c3: #c9a4ff; --c4: #ff8ccf; --c5: #e3cf57; }
        }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
        h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
        .wide { overflow-x: auto; }
        .wide, pre { scrollbar-width: thin; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .75rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
        th[scope=row], thead th:first-child { text-align: left; font-weight: 500; }
        th.text, td.text { text-align: left; }
        td.text { white-space: normal; min-width: 8rem; }
        thead th { color: var(--soft); font-weight: 500; }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr)); gap: .75rem; }
        .pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: 1.25rem; }
        .pair { display: grid; grid-template-columns: 1fr 1fr; gap: .25rem; }
        figure { margin: 0; padding: .25rem; border: 2px solid var(--line); border-radius: .4rem; }
        figure.wrong { border-color: var(--wrong); }
        figure img { display: block; width: 100%; image-rendering: pixelated; border-radius: .2rem; }
        figcaption { font-size: .8rem; color: var(--soft); padding-top: .25rem; overflow-wrap: anywhere; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; margin: 1rem 0; align-items: start; }
        .charts figure { padding: .75rem; border-width: 1px; max-width: 34rem; }
        .charts figcaption { font-size: .9rem; padding: 0 0 .5rem; }
        .charts figcaption b { color: var(--ink); font-weight: 600; }
        .charts figure:has(.network) { overflow-x: auto; scrollbar-width: thin; }
        .charts .network { display: block; width: 100%; min-width: 28rem; height: auto; }
        details { margin: .5rem 0; } summary { cursor: pointer; color: var(--soft); font-size: .9rem; }
        details .wide { max-height: 24rem; overflow-y: auto; font-size: .9rem; }
        pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .4rem; font: .85rem/1.45 ui-monospace, monospace; }
        th, td { unicode-bidi: isolate; }
        .chart { display: block; width: 100%; height: auto; font: 14px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        .chart text { fill: var(--ink); } .chart .soft { fill: var(--soft); } .chart .inverse { fill: var(--paper); }
        .chart .grid { stroke: var(--line); } .chart .axis { stroke: var(--soft); }
        .chart .line { fill: none; stroke: var(--c); stroke-width: 2; stroke-linejoin: round; }
        .chart .thread { fill: none; stroke: var(--c); stroke-opacity: .55; }
        .chart .faint { fill: none; stroke: var(--c); stroke-opacity: .18; }
        .chart .place { fill: none; pointer-events: all; }
        .tip { position: absolute; z-index: 1; max-width: 18rem; padding: .2rem .5rem; border: 1px solid var(--soft); border-radius: .3rem; background: var(--paper); color: var(--ink); font-size: .85rem; pointer-events: none; overflow-wrap: anywhere; }
        .chart .reference { fill: none; stroke: var(--soft); stroke-dasharray: 2 4; stroke-width: 1.5; }
        .chart .mark { fill: var(--paper); stroke: var(--c); stroke-width: 2; }
        .chart .dot { fill: var(--c); fill-opacity: .4; stroke: var(--c); stroke-opacity: .8; stroke-width: .75; }
        .chart .bar { fill: var(--c); fill-opacity: .7; stroke: var(--c); }
        .chart .whisker { stroke: var(--ink); stroke-width: 1.5; }
        .chart .cell { fill: var(--c1); stroke: var(--line); } .chart .right { fill: var(--c0); stroke: var(--ink); }
        .chart .box { fill: var(--paper); stroke: var(--c0); stroke-width: 1.5; }
        .c0 { --c: var(--c0); } .c1 { --c: var(--c1); } .c2 { --c: var(--c2); }
        .c3 { --c: var(--c3); } .c4 { --c: var(--c4); } .c5 { --c: var(--c5); }
        .d1 { stroke-dasharray: 8 4; } .d2 { stroke-dasharray: 3 3; } .d3 { stroke-dasharray: 10 3 2 3; }
        .d4 { stroke-dasharray: 14 5; } .d5 { stroke-dasharray: 6 2 2 2 2 2; }
        @media print {
          :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444; --line: #bbb; --wrong: #b3261e; --c0: #0b5cad; --c1: #b3450b; --c2: #23763a; --c3: #8a2be2; --c4: #a1126b; --c5: #6b5900; }
          body { font-size: 11pt; } main { max-width: none; padding: 0; } .tip { display: none; }
          h2, h3 { break-after: avoid; } figure, tr { break-inside: avoid; }
          .charts { grid-template-columns: 1fr 1fr; }
          details > * { display: block; } pre { white-space: pre-wrap; }
        }
        """
}
