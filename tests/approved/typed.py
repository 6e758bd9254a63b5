"""What is typed into the parts of a session, by their kind."""

from __future__ import annotations

TYPED = {
    "write": "The box explains itself\n@Ana (Firmware lead) No heroics\n~ thrown away\n!park this\nBo: it is so\n",
    "form": "2\nsecond answer\n\nthird answer\n",
    "sort": "1 2 Trust\n3 Noise\n/rows\n2 Trust\n",
    "ladder": "We ship in May\n>1\nFour of sixty called\n>\nWe assume they would have told us\n",
    "respond": "1 2 / 3\n2\n\n",
    "draft": "Every box explains itself. ?because nobody reads\nWe hear it first.\n1 Every box speaks.\n",
    "threads": "Bo: call five sites by 28 Jan > two stop calling ? dashboard\nwhat would change it?\n2\n-\n",
    "columns": "Me: Is the date fixed?\nHe: It's in the plan.\n>2\nHe has no idea\nAnd the tests?\n",
    "talk": "we only talk here\n",
    "release": "I was afraid to ask\n",
}
