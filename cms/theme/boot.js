(function(d,k){var r=d.documentElement,s,v;r.classList.add("js");try{s=localStorage}catch(e){}
function get(n){try{return s.getItem(n)}catch(e){}}
function put(n,x){try{s.setItem(n,x)}catch(e){}}
function show(){r.dataset.text=v;d.querySelectorAll("[data-size]").forEach(function(b){b.setAttribute("aria-pressed",b.dataset.size===v)})}
v=get(k)||"19";show();if(get("font"))r.classList.add("font");
d.addEventListener("DOMContentLoaded",show);
addEventListener("error",function(e){if(e.target.id==="player")r.classList.add("lost")},true);
addEventListener("load",function(){if(r.classList.contains("letters"))put("font","1")});
d.addEventListener("click",function(e){var t=e.target,b=t.closest&&t.closest("[data-size]");if(b){v=b.dataset.size;put(k,v);show()}b=t.closest&&t.closest("[data-aloud]");if(b&&!x)read(b)})
var y=window.speechSynthesis,x;function voices(){var a=y?y.getVoices():[];r.classList.toggle("speaks",!!y&&(!a.length||a.some(function(o){return/^vi/i.test(o.lang)})));r.classList.toggle("mute",get("read-aloud")==="no")}
voices();if(y)y.onvoiceschanged=voices;
function read(b){var w=d.getElementById("aloud");b.setAttribute("aria-busy","true");x=d.createElement("script");x.type="module";x.src=w.dataset.script;x.onerror=function(){x=0;b.removeAttribute("aria-busy");b.parentNode.after(w);w.hidden=false;w.firstElementChild.textContent=w.dataset.lost};d.head.appendChild(x)}
})(document,"text-size")
