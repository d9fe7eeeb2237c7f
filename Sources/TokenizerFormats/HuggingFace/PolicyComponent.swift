internal import JSONBytes
internal import TextNormalization

/// The `normalizer` of a `tokenizer.json`, and how a policy that is no standard component is kept in it.
///
/// Such a policy is written as the component that comes nearest, with a member that names the policy:
/// `{"type": "NFC", "malmoi": "korean"}`. The reference library ignores members of components that it does not know
/// (and refuses unknown members of the file itself; both tried with tokenizers 0.23.3), so it follows the component,
/// and Malmoi follows the policy.
enum PolicyComponent {
    static let policyMember = "malmoi"

    /// The component, or nil where there is none that is exact and a loss is not allowed.
    static func value(of policy: NormalizationPolicy, allowingLoss: Bool) -> JSONValue? {
        if policy == .none { return .null }
        func member(_ name: String, _ text: String) -> JSONValue.Member {
            .init(key: Array(name.utf8), value: .text(text))
        }
        if let component = policy.huggingFaceComponent { return .object([member("type", component)]) }
        guard allowingLoss, let nearest = policy.huggingFaceApproximation else { return nil }
        return .object([member("type", nearest.component), member(policyMember, policy.rawValue)])
    }

    /// The policy that a component names by Malmoi's member; nil where it has none.
    static func namedPolicy(
        _ value: JSONValue, _ context: FormatContext
    ) throws(TokenizerFormatError) -> NormalizationPolicy? {
        guard let member = value[policyMember] else { return nil }
        let place = "normalizer.\(policyMember)"
        guard let name = member.stringValue, let policy = NormalizationPolicy(rawValue: name) else {
            throw context.invalid(place, "there is no policy \(member.stringValue ?? "of this type of value")")
        }
        let type = value["type"]?.stringValue ?? ""
        guard let nearest = policy.huggingFaceApproximation, nearest.component.utf8.elementsEqual(type.utf8) else {
            throw context.invalid(place, "the policy \(name) does not go with the component \(type)")
        }
        return policy
    }

    /// Why a policy cannot be written without a loss.
    static func refusal(of policy: NormalizationPolicy) -> String {
        let nearest = policy.huggingFaceApproximation
        return "the normalization \(policy.rawValue) is no component of the format; allow the loss to have "
            + "\(nearest?.component ?? "nothing") in its place (\(nearest?.loss ?? "all of it"))"
    }
}
