"""What a guardrail found, in words."""

from ghostwriter.bedrock.guardrails.findings import policies, policies_in_trace

ASSESSMENT = {
    "topicPolicy": {"topics": [{"name": "Advice", "type": "DENY", "action": "BLOCKED"}]},
    "contentPolicy": {"filters": [{"type": "HATE", "confidence": "HIGH", "action": "NONE"}]},
    "wordPolicy": {"customWords": [{"match": "dam", "action": "BLOCKED"}]},
    "sensitiveInformationPolicy": {
        "piiEntities": [{"type": "EMAIL", "match": "ada@example.com", "action": "ANONYMIZED"}]
    },
    "contextualGroundingPolicy": {
        "filters": [{"type": "GROUNDING", "threshold": 0.7, "score": 0.2, "action": "BLOCKED"}]
    },
}


def test_each_policy_that_spoke_is_a_line_and_what_it_let_pass_is_not() -> None:
    assert policies([ASSESSMENT, ASSESSMENT]) == (
        "topic policy: Advice (BLOCKED)",
        "word policy: dam (BLOCKED)",
        "sensitive information policy: EMAIL (ANONYMIZED)",
        "contextual grounding policy: GROUNDING, 0.2 (BLOCKED)",
    )


def test_what_is_sensitive_is_not_repeated() -> None:
    assert "ada@example.com" not in str(policies([ASSESSMENT]))


def test_a_trace_tells_of_input_and_output() -> None:
    trace = {
        "inputAssessment": {"g": {"wordPolicy": {"customWords": [{"match": "in"}]}}},
        "outputAssessments": {"g": [{"wordPolicy": {"managedWordLists": [{"type": "PROFANITY", "match": "out"}]}}]},
    }

    assert policies_in_trace(trace) == ("word policy: in", "word policy: PROFANITY, out")
    assert policies_in_trace(None) == ()


def test_a_trace_of_another_shape_says_nothing() -> None:
    odd = {"inputAssessment": {"g": {"topicPolicy": "x", "wordPolicy": {"customWords": "abc"}}, "h": 1}}

    assert policies_in_trace(odd) == ()
    assert policies_in_trace({"inputAssessment": [1], "outputAssessments": {"g": "x", "h": [None]}}) == ()
