// One import for users: the modules whose types appear in what they write. They stay modules of their own, so that a
// program that only encodes can import `Tokenization` and `TokenizerFormats` alone.
//
// `@_exported` is underscored and has been stable for as long as there are umbrella modules; the alternative, type
// aliases for a hundred types, would not bring their members along.
@_exported public import BytePairEncoding
@_exported public import Hangul
@_exported public import LongContext
@_exported public import TextNormalization
@_exported public import Tokenization
@_exported public import TokenizerFormats
@_exported public import VocabularyTraining
