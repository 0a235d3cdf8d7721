// As Prototype has it, and many a page of its time: `$` is an element by its ID, and jQuery has to do without it.
jQuery.noConflict();
window.$ = (id) => document.getElementById(id);
