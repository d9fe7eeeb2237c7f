/// The components that are tried, as `tokenizer.json` spells them.
enum Components {
    static let normalizers: [String] =
        ["NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Nmt"].map { #"{"type":"\#($0)"}"# }
        + flags(2).map { #"{"type":"Strip","strip_left":\#($0[0]),"strip_right":\#($0[1])}"# }
        + flags(4).map {
            #"{"type":"BertNormalizer","clean_text":\#($0[0]),"handle_chinese_chars":\#($0[1]),"strip_accents":\#($0[2]),"lowercase":\#($0[3])}"#
        }
        + [
            #"{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}"#,
            #"{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":false}"#,
            #"{"type":"Prepend","prepend":"▁"}"#, #"{"type":"Prepend","prepend":"ab"}"#,
            #"{"type":"Replace","pattern":{"String":" "},"content":"▁"}"#,
            #"{"type":"Replace","pattern":{"String":"a"},"content":""}"#,
            #"{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}"#,
            #"{"type":"Replace","pattern":{"Regex":"\\s+"},"content":"_"}"#,
            #"{"type":"Replace","pattern":{"Regex":"\\p{L}\\p{M}*"},"content":"x"}"#,
            #"{"type":"Replace","pattern":{"Regex":"\\d"},"content":"N"}"#,
            #"{"type":"Replace","pattern":{"Regex":"(?i:hello)|[^\\w]"},"content":"한"}"#,
            #"{"type":"Sequence","normalizers":[]}"#,
            #"{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},{"type":"Lowercase"}]}"#,
            #"{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]}"#,
            #"{"type":"Sequence","normalizers":[{"type":"NFKC"},{"type":"Strip","strip_left":true,"strip_right":true}]}"#,
        ]

    static let behaviors = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]
    /// Patterns for Split: literals, classes, hand-written splits and ones that only the regex engine knows.
    static let patterns = [
        #"{"String":"-"}"#, #"{"String":"  "}"#, #"{"Regex":"\\s+"}"#, #"{"Regex":"\\d"}"#,
        #"{"Regex":"[^\\s\\p{L}]"}"#,
        #"{"Regex":"\\w+|[^\\w\\s]+"}"#, #"{"Regex":"(?<=[a-z])(?=[A-Z])|\\b"}"#, #"{"Regex":"a*"}"#,
        #"{"Regex":"^\\s*|\\s*$"}"#,
        #"{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"}"#,
        #"{"Regex":"[가-힣]+|[ᄀ-ᇿㄱ-ㅎ]"}"#, #"{"Regex":"\\p{Han}+|\\p{Hangul}|[ぁ-ん]"}"#,
    ]

    static let splits: [String] =
        patterns.enumerated().flatMap { index, pattern in
            // Every behaviour with some patterns, and every pattern with some behaviours.
            (index < 4 ? behaviors : ["Isolated", "Removed"]).flatMap { behavior in
                flags(1).map {
                    #"{"type":"Split","pattern":\#(pattern),"behavior":"\#(behavior)","invert":\#($0[0])}"#
                }
            }
        }
        + behaviors.map { #"{"type":"Punctuation","behavior":"\#($0)"}"# }
        + flags(1).map { #"{"type":"Digits","individual_digits":\#($0[0])}"# }
        + ["Whitespace", "WhitespaceSplit", "BertPreTokenizer"].map { #"{"type":"\#($0)"}"# }
        + [
            #"{"type":"CharDelimiterSplit","delimiter":"-"}"#, #"{"type":"CharDelimiterSplit","delimiter":"한"}"#,
            #"{"type":"FixedLength","length":3}"#,
            #"{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":false,"use_regex":true}"#,
            #"{"type":"Sequence","pretokenizers":[]}"#,
            #"{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Punctuation","behavior":"Isolated"},{"type":"Digits","individual_digits":true}]}"#,
            #"{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\\p{N}{1,3}"},"behavior":"Isolated","invert":false},{"type":"Split","pattern":{"Regex":"[一-龥぀-ゟ゠-ヿ]+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}"#,
        ]

    // MARK: Models

    /// A vocabulary object of these tokens in order.
    static func vocabulary(_ tokens: [String]) -> String {
        "{" + tokens.enumerated().map { #""\#($1)":\#($0)"# }.joined(separator: ",") + "}"
    }

    static let bytes = (0..<256).map {
        "<0x" + (String($0, radix: 16, uppercase: true).count == 1 ? "0" : "") + String($0, radix: 16, uppercase: true)
            + ">"
    }
    static let pieces = [
        "<unk>", "a", "b", "c", "x", "y", "z", "ab", "abc", "xy", "xyz", "▁", "▁a", "한", "국", "한국", "어", "▁한국", "l",
        "o", "e", "H",
        "he", "ll", "llo", "-", "--", ".", ",", "!", "1", "2", "3", "22", "가", "ㄱ", "ㅏ", "#",
    ]
    static let merges =
        #"["a b","ab c","x y","xy z","▁ a","한 국","▁ 한국","l l","ll o","- -","2 2"]"#
    static let pairMerges =
        #"[["a","b"],["ab","c"],["x","y"],["xy","z"],["▁","a"],["한","국"],["▁","한국"],["l","l"],["ll","o"],["-","-"],["2","2"]]"#

    static func pairModel(_ options: String, merges: String = merges, bytes: Bool = false) -> String {
        #"{"type":"BPE",\#(options)"vocab":\#(vocabulary(pieces + (bytes ? Self.bytes : []))),"merges":\#(merges)}"#
    }

    static let metaspaces =
        ["first", "always", "never"].flatMap { scheme in
            flags(1).map { #"{"type":"Metaspace","replacement":"▁","prepend_scheme":"\#(scheme)","split":\#($0[0])}"# }
        } + [#"{"type":"Metaspace","replacement":"▁","add_prefix_space":true}"#]

    static let llamaDecoder =
        #"{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}"#

    static let unigram =
        #"{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0.0],["▁",-2.1],["a",-3.3],["b",-3.4],["ab",-4.0],["abc",-9.0],["c",-3.5],["한",-5],["국",-5.5],["한국",-7.0],["▁한국",-7.25],["l",-3],["ll",-5.5],["o",-2.75],["xyz",-6],["x",-4],["-",-4],["--",-8.0],["1",-5],["22",-6],["2",-5]]}"#
    static let unigramBytes =
        #"{"type":"Unigram","unk_id":0,"byte_fallback":true,"vocab":[["<unk>",0.0],["▁",-2.1],["a",-3.3],["ab",-4.0],["한국",-7.0]"#
        + bytes.map { #",["\#($0)",-20]"# }.joined() + "]}"
    static let wordPieces = vocabulary([
        "[UNK]", "[CLS]", "[SEP]", "a", "@@a", "ab", "@@b", "@@c", "hello", "world", "@@l", "한", "@@국", "한국", "@@어",
        "1", "2", "@@2",
        "don", "'", "t", "-", "x", "@@y", "@@z", "!", ",", ".",
    ])
    static let special = [(1, "[CLS]"), (2, "[SEP]")].map { token($0.0, $0.1) }.joined(separator: ",")
    static let roberta =
        #"{"type":"RobertaProcessing","sep":["[SEP]",2],"cls":["[CLS]",1],"trim_offsets":true,"add_prefix_space":false}"#
    static let bert = #"{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]}"#
    static let template =
        #"{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"[CLS]":{"id":"[CLS]","ids":[1],"tokens":["[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[2],"tokens":["[SEP]"]}}}"#
    static let byteProcessor = #"{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}"#

    static let models: [ComponentParityTests.Case] =
        [
            "", #""unk_token":"<unk>","#, #""unk_token":"<unk>","fuse_unk":true,"#, #""ignore_merges":true,"#,
            #""dropout":null,"continuing_subword_prefix":null,"end_of_word_suffix":null,"#,
            #""unk_token":"<unk>","fuse_unk":false,"ignore_merges":true,"#,
        ].flatMap { options in
            [
                ComponentParityTests.model(pairModel(options)),
                ComponentParityTests.model(pairModel(options, merges: pairMerges), pre: metaspaces[1]),
            ]
        }
        + [
            #""byte_fallback":true,"#, #""byte_fallback":true,"unk_token":"<unk>","fuse_unk":true,"#,
            #""byte_fallback":true,"unk_token":"<unk>","ignore_merges":true,"#,
        ].map {
            ComponentParityTests.model(
                pairModel($0, bytes: true), decoder: llamaDecoder,
                normalizer: normalizers.first { $0.contains("Sequence") && $0.contains("Prepend") } ?? "null")
        }
        + metaspaces.flatMap { metaspace in
            [
                ComponentParityTests.model(pairModel(#""unk_token":"<unk>","#), pre: metaspace, decoder: metaspace),
                ComponentParityTests.model(unigram, pre: metaspace, decoder: metaspace),
            ]
        }
        + [
            ComponentParityTests.model(unigram), ComponentParityTests.model(unigramBytes, decoder: llamaDecoder),
            ComponentParityTests.model(
                #"{"type":"BPE","unk_token":"[UNK]","continuing_subword_prefix":"@@","vocab":\#(wordPieces),"merges":["a @@b","한 @@국"]}"#,
                pre: #"{"type":"Whitespace"}"#, decoder: #"{"type":"WordPiece","prefix":"@@","cleanup":false}"#),
            ComponentParityTests.model(
                #"{"type":"BPE","unk_token":"<unk>","end_of_word_suffix":"</w>","vocab":{"<unk>":0,"a":1,"b":2,"b</w>":3,"ab</w>":4,"a</w>":5,"한":6,"국</w>":7,"한국</w>":8,"x":9,"x</w>":10},"merges":["a b</w>","한 국</w>"]}"#,
                pre: #"{"type":"WhitespaceSplit"}"#, decoder: #"{"type":"BPEDecoder","suffix":"</w>"}"#),
        ]
        + flags(1).map {
            ComponentParityTests.model(
                #"{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"@@","max_input_chars_per_word":6,"vocab":\#(wordPieces)}"#,
                pre: #"{"type":"BertPreTokenizer"}"#, post: bert,
                decoder: #"{"type":"WordPiece","prefix":"@@","cleanup":\#($0[0])}"#, added: special,
                normalizer: normalizers.last { $0.contains("Bert") } ?? "null")
        }
        + [
            ComponentParityTests.model(
                #"{"type":"WordLevel","unk_token":"[UNK]","vocab":\#(wordPieces)}"#, pre: #"{"type":"Whitespace"}"#,
                added: special)
        ]
        + [
            roberta, bert, template, byteProcessor,
            #"{"type":"Sequence","processors":[\#(byteProcessor),\#(template)]}"#,
            #"{"type":"Sequence","processors":[\#(template)]}"#,
        ].map {
            ComponentParityTests.model(
                #"{"type":"WordLevel","unk_token":"[UNK]","vocab":\#(wordPieces)}"#,
                pre: #"{"type":"WhitespaceSplit"}"#,
                post: $0, added: special)
        }
        + [
            "null", #"{"type":"Fuse"}"#, #"{"type":"ByteFallback"}"#,
            #"{"type":"Strip","content":"a","start":1,"stop":0}"#,
            #"{"type":"Replace","pattern":{"String":"▁"},"content":" "}"#,
            #"{"type":"Replace","pattern":{"Regex":"[a-c]+"},"content":"_"}"#,
            #"{"type":"Sequence","decoders":[{"type":"ByteFallback"},{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}]}"#,
            #"{"type":"CTC","pad_token":"<unk>","word_delimiter_token":"-","cleanup":true}"#,
            #"{"type":"WordPiece","prefix":"a","cleanup":true}"#, #"{"type":"BPEDecoder","suffix":"b"}"#,
        ].map {
            ComponentParityTests.model(
                pairModel(#""unk_token":"<unk>","byte_fallback":true,"#, bytes: true), decoder: $0)
        }

    // MARK: Added tokens

    static func token(
        _ id: Int, _ content: String, single: Bool = false, left: Bool = false, right: Bool = false,
        normalized: Bool = false,
        special: Bool = true
    ) -> String {
        #"{"id":\#(id),"content":"\#(content)","single_word":\#(single),"lstrip":\#(left),"rstrip":\#(right),"normalized":\#(normalized),"special":\#(special)}"#
    }

    static let addedTokens: [ComponentParityTests.Case] = flags(5).flatMap { flag in
        let token = token(
            258, "<m>", single: flag[0], left: flag[1], right: flag[2], normalized: flag[3], special: flag[4])
        return ["null", #"{"type":"NFKC"}"#].map { normalizer in
            ComponentParityTests.Case(
                name: "\(token) \(normalizer)",
                file: LyingFileTests.file(
                    added: token, normalizer: normalizer,
                    preTokenizer:
                        #"{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}"#,
                    decoder: #"{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":false,"use_regex":true}"#))
        }
    }

    /// All combinations of so many flags.
    static func flags(_ count: Int) -> [[Bool]] {
        (0..<1 << count).map { bits in (0..<count).map { bits >> $0 & 1 == 1 } }
    }
}
