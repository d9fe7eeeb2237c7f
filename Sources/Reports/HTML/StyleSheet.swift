/// The look of the page, and the few lines of script behind its two buttons.
enum StyleSheet {
    static let css = """
        :root{color-scheme:light dark;--paper:#fbfaf6;--card:#fff;--ink:#1f2328;--soft:#5d6570;--faint:#e6e3da;
        --line:#d8d4c9;--limit:#b3261e;--s0:#0b62a8;--s1:#c4550a;--s2:#0c7d5b;--s3:#a03f7c;--s4:#8a6a00;--s5:#3a7f9c}
        @media (prefers-color-scheme:dark){:root:not([data-theme=light]){--paper:#14161a;--card:#1b1e24;--ink:#e8e6e1;
        --soft:#a2a8b1;--faint:#2a2e36;--line:#353a44;--limit:#ff8a80;--s0:#6cb6ff;--s1:#ff9e5e;--s2:#4fd1a1;
        --s3:#f093c9;--s4:#e6c14d;--s5:#8fd3f0}}
        :root[data-theme=dark]{--paper:#14161a;--card:#1b1e24;--ink:#e8e6e1;--soft:#a2a8b1;--faint:#2a2e36;
        --line:#353a44;--limit:#ff8a80;--s0:#6cb6ff;--s1:#ff9e5e;--s2:#4fd1a1;--s3:#f093c9;--s4:#e6c14d;--s5:#8fd3f0}
        :root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
        :root[data-lang=ko] [lang=en],:root[data-lang=en] [lang=ko]{display:none}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);word-break:keep-all;overflow-wrap:anywhere;line-height:1.6;
        font-family:Pretendard,"Noto Sans KR","Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic",NanumGothic,system-ui,sans-serif}
        main{max-width:1060px;margin:0 auto;padding:40px 24px 72px}
        header{display:flex;gap:24px;align-items:flex-start;justify-content:space-between}
        .kicker{margin:0;color:var(--soft);letter-spacing:.08em;font-size:.82rem;font-weight:600}
        h1{margin:.2em 0 .3em;font-size:clamp(1.6rem,4vw,2.5rem);line-height:1.25;letter-spacing:-.02em;text-wrap:balance}
        .lead{margin:0;color:var(--soft);max-width:46em}
        .buttons{display:flex;gap:8px;flex:none}
        button{font:inherit;font-size:.85rem;color:var(--ink);background:var(--card);border:1px solid var(--line);
        border-radius:999px;padding:6px 14px;cursor:pointer}
        button:hover{border-color:var(--soft)}button:focus-visible{outline:2px solid var(--s0);outline-offset:2px}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(215px,1fr));gap:14px;margin:32px 0 12px}
        .card{background:var(--card);border:1px solid var(--line);border-top:4px solid var(--c);border-radius:10px;padding:16px 18px}
        .card h2{margin:0;font-size:1rem;overflow:hidden;text-overflow:ellipsis}
        .card .big{margin:.12em 0 0;font-size:2.5rem;font-weight:700;letter-spacing:-.03em;line-height:1.15;font-variant-numeric:tabular-nums}
        .card .unit{color:var(--soft);font-size:.85rem;margin:0 0 .7em}
        .card dl{margin:0;display:grid;grid-template-columns:1fr auto;gap:2px 12px;font-size:.88rem}
        .card dt{color:var(--soft)}.card dd{margin:0;text-align:right;font-variant-numeric:tabular-nums;font-weight:600}
        section{margin-top:44px}
        section h2{font-size:1.25rem;margin:0 0 .15em;letter-spacing:-.01em}
        section>p{margin:0 0 14px;color:var(--soft);max-width:50em}
        .legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin:0 0 10px;padding:0;list-style:none;font-size:.9rem}
        .legend i{display:inline-block;width:14px;height:10px;border-radius:2px;margin-right:7px;background:var(--c)}
        .chart{display:block;width:100%;height:auto;overflow:visible}
        .scroll{overflow-x:auto}.scroll>.chart{min-width:640px}
        svg text{font-size:12.5px;fill:var(--soft);font-variant-numeric:tabular-nums}
        svg .name{fill:var(--ink);font-size:13.5px}svg .value{fill:var(--ink);font-size:11px}svg .strong{font-weight:700}
        svg .end{font-size:13px;font-weight:600}svg .axis{font-size:12px}
        svg .limitname{fill:var(--limit);font-weight:600}svg .limit{stroke:var(--limit);stroke-width:1.5;stroke-dasharray:5 4}
        svg .grid{stroke:var(--faint);stroke-width:1}
        svg .whisker{stroke:var(--ink);stroke-width:1.6;opacity:.75}
        svg .line{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}svg .dashed{stroke-dasharray:2 6}
        svg .thin{stroke-width:1.5}svg .first{stroke-width:4}svg .step{fill:none;stroke-width:2}svg .area{opacity:.13;stroke:none}svg .fan{opacity:.12}
        .s0{--c:var(--s0)}.s1{--c:var(--s1)}.s2{--c:var(--s2)}.s3{--c:var(--s3)}.s4{--c:var(--s4)}.s5{--c:var(--s5)}
        svg .bar,svg .area,svg .fan,svg .end{fill:var(--c)}svg .line,svg .step{stroke:var(--c)}
        table{border-collapse:collapse;width:100%;font-size:.84rem;font-variant-numeric:tabular-nums}
        th,td{padding:5px 8px;text-align:right;border-bottom:1px solid var(--faint);white-space:nowrap}
        th{color:var(--soft);font-weight:600;border-bottom-color:var(--line);white-space:normal;vertical-align:bottom;min-width:4.5em}
        th:first-child,td:first-child,th:nth-child(2),td:nth-child(2){text-align:left}
        tr.first td{border-top:1px solid var(--line)}td .range{color:var(--soft);font-size:.85em;margin-left:.5em}
        footer{margin-top:52px;padding-top:18px;border-top:1px solid var(--line);color:var(--soft);font-size:.86rem}
        footer p{margin:.3em 0}
        @media print{.buttons{display:none}main{max-width:none;padding:0}section{break-inside:avoid}}
        @media (max-width:640px){header{flex-direction:column-reverse;gap:8px}main{padding:24px 16px 48px}}
        """

    /// Remembers nothing and fetches nothing: the language is the browser's until a button is pressed.
    static let script = """
        (function(){var r=document.documentElement;
        if(!/^ko/i.test(navigator.language||"ko"))r.dataset.lang="en";
        document.getElementById("language").onclick=function(){r.dataset.lang=r.dataset.lang=="ko"?"en":"ko";
        r.lang=r.dataset.lang};
        document.getElementById("theme").onclick=function(){var d=r.dataset.theme?r.dataset.theme=="dark":
        matchMedia("(prefers-color-scheme:dark)").matches;r.dataset.theme=d?"light":"dark"};
        r.lang=r.dataset.lang})();
        """
}
