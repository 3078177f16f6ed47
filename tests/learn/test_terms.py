"""Words of the glossary are marked where a page first uses them."""

from deskmate.learn.bibliography import Term
from deskmate.learn.markdown import parse_page
from deskmate.learn.page import Look, Page, Run, Span
from deskmate.learn.terms import with_terms

HEAD = '+++\ntitle = "The hip"\ntakeaway = "A hip."\norder = 1\n+++\n'
HIP = Term("hip", "hip", "A joint.")
FLEXION = Term("hip-flexion", "hip flexion", "Bending it.", also=("bent hips",))


def marked(page: Page) -> list[tuple[int, str, str]]:
    return [
        (number, block.text[run.span.start : run.span.end], run.target)
        for number, block in enumerate(page.blocks)
        for run in block.runs
        if run.look is Look.TERM
    ]


def page(body: str) -> Page:
    return with_terms(parse_page("learn/try.md", HEAD + body), [HIP, FLEXION])


def test_only_the_first_use_in_running_text_is_marked_whole_and_in_any_case() -> None:
    assert marked(page("## Hip\nA ship, hips.\n\nHip and hip.\n")) == [(4, "Hip", "hip")]


def test_the_longer_of_two_terms_wins_and_other_names_count() -> None:
    assert marked(page("Hip flexion, then a hip.")) == [(2, "Hip flexion", "hip-flexion"), (2, "hip", "hip")]
    assert marked(page("Bent hips.")) == [(2, "Bent hips", "hip-flexion")]


def test_a_link_stays_a_link() -> None:
    opened = page("See [the hip](page:x).\n\nThe hip.\n")
    assert opened.blocks[2].runs == (Run(Span(4, 11), Look.LINK, "page:x"),)
    assert marked(opened) == [(3, "hip", "hip")]
