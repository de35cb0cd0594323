"""What became of every row of the week's files; for whoever may, new files loaded and the week recorded."""

import streamlit as st

from pages.common import access, files, loading, recording, show

opened = files.open_files()
now, *more = st.tabs(["This week's files", *(["Load new files", "Record the week"] if access.may_load() else [])])
with now:
    files.report(opened.checked.report)
    files.boundaries(opened)
    show.notes(files.NOTES)
if more:
    with more[0]:
        loading.load(opened)
    with more[1]:
        recording.record(opened.settings, opened.checked.report)
